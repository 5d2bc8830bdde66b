import { startLocalAws } from "/work/main/local/aws";
import * as L from "@aws-sdk/client-lambda";
import * as I from "@aws-sdk/client-iam";
import * as C from "@aws-sdk/client-cloudwatch-logs";
import { zipSync, strToU8 } from "fflate";
import { mkdtempSync } from "node:fs";
async function main() {
  const t0 = Date.now();
  const aws = await startLocalAws({ folder: mkdtempSync("/tmp/L/aws-"), progress: console.error });
  console.log("up", Date.now() - t0);
  try {
  const s = { endpoint: aws.endpoint, region: aws.region, credentials: aws.credentials };
  const iam = new I.IAMClient(s), lam = new L.LambdaClient(s), logs = new C.CloudWatchLogsClient(s);
  const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] });
  const role = await iam.send(new I.CreateRoleCommand({ RoleName: "fn", AssumeRolePolicyDocument: trust }));
  await iam.send(new I.PutRolePolicyCommand({ RoleName: "fn", PolicyName: "p", PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }) }));
  await logs.send(new C.CreateLogGroupCommand({ logGroupName: "my_group" }));
  const zip = zipSync({ "index.js": strToU8(`
    exports.handler = async (event, context) => {
      console.log(JSON.stringify({level:"info", message:"revoking for sg-1"}));
      console.error("multi\\nline %d", 5);
      process.stdout.write("raw line\\nraw two");
      if (event.do === "exit") process.exit(3);
      if (event.do === "throw") throw new TypeError("boom");
      if (event.do === "reject") { Promise.reject(new Error("lost")); await new Promise(r => setTimeout(r, 50)); }
      if (event.do === "loop") for(;;);
      if (event.do === "hang") await new Promise(() => {});
      if (event.do === "require") { require("fflate"); }
      if (event.do === "sdk") { const t=Date.now(); const c = require("@aws-sdk/client-ec2"); const d = await import("@aws-sdk/client-config-service"); const ec2 = new c.EC2Client(); const r= await ec2.send(new c.DescribeSecurityGroupsCommand({})); return { n: r.SecurityGroups.length, d: typeof d.ConfigServiceClient, ms: Date.now()-t }; }
      if (event.do === "env") return process.env;
      return { event, rest: context.getRemainingTimeInMillis(), context };
    };`) });
  const created = await lam.send(new L.CreateFunctionCommand({ FunctionName: "f", Runtime: "nodejs22.x", Handler: "index.handler", Role: role.Role!.Arn!, Code: { ZipFile: zip }, Timeout: 1, MemorySize: 256, LoggingConfig: { LogGroup: "my_group" }, Environment: { Variables: { A: "1" } } }));
  console.log(created.LoggingConfig, created.State, created.LastUpdateStatus, created.CodeSha256);
  for (const d of ["nothing", "nothing", "env", "sdk", "exit", "throw", "reject", "loop", "hang", "require"]) {
    const t = Date.now();
    const r = await lam.send(new L.InvokeCommand({ FunctionName: "f", Payload: JSON.stringify({ do: d }), LogType: "Tail" }));
    console.log(d, Date.now() - t, r.StatusCode, r.FunctionError, r.ExecutedVersion, Buffer.from(r.Payload!).toString().slice(0, 1500));
    console.log(Buffer.from(r.LogResult!, "base64").toString());
  }
  const e = await lam.send(new L.InvokeCommand({ FunctionName: "f", InvocationType: "Event", Payload: JSON.stringify({ do: "throw" })}));
  console.log(e.StatusCode);
  await aws.idle();
  const ev = await logs.send(new C.FilterLogEventsCommand({ logGroupName: "my_group", filterPattern: "revoking for" }));
  console.log(ev.events?.length, ev.events?.[0]);
  const st = await logs.send(new C.DescribeLogStreamsCommand({ logGroupName: "my_group" }));
  console.log(st.logStreams?.map(x => x.logStreamName));
  } finally { const t = Date.now(); await aws.stop(); console.log("stopped", Date.now() - t); }
}
main().catch((e) => { console.error(e); process.exit(1); });
