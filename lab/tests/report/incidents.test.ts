import assert from "node:assert/strict";
import { incidentsOf } from "../../report/incidents";
import type { StoryEvent } from "../../report/report";
import type { TimelineEntry } from "../../tasks";

const [http, https, smtps, imaps] = ["TCP 80", "TCP 443", "TCP 465", "TCP 993"] as const;
const required = [http, https];

/** A timeline whose n-th item has these permissions, captured in minute n. */
function timeline(...states: readonly (readonly string[])[]): TimelineEntry[] {
  return states.map((permissions, minute) => {
    const before = states[minute - 1] ?? [];
    return {
      captured: new Date(Date.UTC(2026, 0, 31, 9, minute)),
      status: minute === 0 ? "ResourceDiscovered" : "OK",
      stateId: String(minute),
      permissions,
      added: permissions.filter((words) => !before.includes(words)),
      removed: before.filter((words) => !permissions.includes(words)),
      item: {},
    };
  });
}

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 31, 9, minute)).toISOString();
const event = (minute: number): StoryEvent => ({
  at: at(minute),
  kind: "report",
  what: String(minute),
  source: "test",
  record: "",
});

const incidents = (...states: readonly (readonly string[])[]) =>
  incidentsOf("LabSG1", timeline(...states), required, []).incidents.map(
    ({ before, during, after, opened, corrected }) => ({
      ...(before && { before }),
      during,
      ...(after && { after }),
      opened,
      ...(corrected && { corrected }),
    }),
  );

describe("a group's incidents", () => {
  it("are none where it was always compliant", () => {
    assert.deepEqual(incidents([http, https]), []);
    assert.deepEqual(incidents(), []);
  });

  it("have what was before, during and after", () => {
    assert.deepEqual(incidents([http, https], [http, https, smtps], [http, https]), [
      {
        before: [http, https],
        during: [http, https, smtps],
        after: [http, https],
        opened: at(1),
        corrected: at(2),
      },
    ]);
  });

  it("end with the compliant group, after a correction in parts", () => {
    assert.deepEqual(
      incidents([http], [http, smtps, imaps], [http, https, smtps, imaps], [http, https]),
      // The handout's: the group was found without 443, and then opened.
      [
        {
          before: [http],
          during: [http, smtps, imaps],
          after: [http, https],
          opened: at(1),
          corrected: at(3),
        },
      ],
    );
  });

  it("begin with what AWS Config found, where nothing changed for the worse after that", () => {
    assert.deepEqual(incidents(["all traffic"], [http, https, "all traffic"], [http, https]), [
      { during: ["all traffic"], after: [http, https], opened: at(0), corrected: at(2) },
    ]);
  });

  it("don't count a group that was recorded while it was being created", () => {
    const [incident] = incidents([], [http], [http], [http, smtps], [http, https]);
    assert.deepEqual(incident, {
      before: [http],
      during: [http, smtps],
      after: [http, https],
      opened: at(3),
      corrected: at(4),
    });
  });

  it("are open while the group deviates, and are separate when it was compliant between", () => {
    const [first, second, ...others] = incidents(
      [http, https],
      [http, https, smtps],
      [http, https],
      [https],
      [https],
    );
    assert.equal(first?.corrected, at(2));
    assert.deepEqual(second, { before: [http, https], during: [https], opened: at(3) });
    assert.deepEqual(others, []);
  });

  it("end with the group's deletion", () => {
    const entries = timeline([http, https], [http, smtps], []);
    const deleted = entries.map((entry, index) =>
      index === 2 ? { ...entry, status: "ResourceDeleted" } : entry,
    );
    assert.equal(incidentsOf("LabSG1", deleted, required, []).incidents[0]?.corrected, at(2));
  });

  it("have the events from their first item up to the next incident's", () => {
    const entries = timeline([http, https], [http], [http, https], [https], [http, https]);
    const { earlier, incidents: found } = incidentsOf(
      "LabSG1",
      entries,
      required,
      [0, 1, 2, 3, 9].map(event),
    );
    assert.deepEqual(
      [earlier, ...found.map(({ events }) => events)].map((events) => events.map(({ what }) => what)),
      [["0"], ["1", "2"], ["3", "9"]],
    );
  });
});
