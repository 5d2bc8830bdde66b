import { gatherReport } from "../../report";
import type { LabReport } from "../../report/report";
import { fakeClients } from "../fakes/fakeClients";
import { FakeEc2 } from "../fakes/fakeEc2";
import { healthyLab } from "../fakes/labAnswers";
import { labStack } from "../fakes/labStack";

/** Text that would be markup, if anything let it. */
export const hostile = `</script><img src=x onerror="document.title='taken'">`;

/** The report of a healthy lab in which a student has put markup wherever a text can be put. */
export async function hostileReport(): Promise<LabReport> {
  const lab = labStack({ topicName: hostile, functionName: hostile });
  const report = await gatherReport(lab, fakeClients(healthyLab(lab, new FakeEc2())), { stack: hostile });
  const [group, ...groups] = report.groups;
  if (group === undefined) throw new Error("the fixture has no group");
  return {
    ...report,
    groups: [
      {
        ...group,
        name: hostile,
        incidents: group.incidents.map((incident) => ({
          ...incident,
          group: hostile,
          events: incident.events.map((event) => ({
            ...event,
            what: hostile,
            note: hostile,
            record: hostile,
          })),
        })),
      },
      ...groups,
    ],
    log: [{ at: "2026-01-31T09:00:00.000Z", level: hostile, message: hostile, permissions: [hostile] }],
    mails: [{ at: "2026-01-31T09:00:00.000Z", subject: hostile }],
  };
}
