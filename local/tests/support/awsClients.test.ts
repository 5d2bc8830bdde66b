import assert from "node:assert/strict";
import { AwsClients, type ServiceName } from "../../support/awsClients";

const services: readonly ServiceName[] = ["config", "ec2", "iam", "lambda", "logs", "s3", "sns", "sts"];
const credentials = { accessKeyId: "KEY", secretAccessKey: "secret" };

describe("AwsClients", () => {
  it("constructs a client when it is first read, and returns the same one afterwards", () => {
    const asked: ServiceName[] = [];
    const clients = new AwsClients("eu-west-1", (service) => {
      asked.push(service);
      return { credentials };
    });
    assert.deepEqual(asked, []);
    const { ec2 } = clients;
    assert.deepEqual(asked, ["ec2"]);
    assert.equal(clients.ec2, ec2);
    assert.deepEqual(asked, ["ec2"]);
    clients.destroy();
  });

  it("gives every client the region, and the settings of its service", async () => {
    const clients = new AwsClients("eu-west-1", (service) => ({
      endpoint: `http://${service}.localhost`,
      credentials,
    }));
    for (const service of services) {
      const { config } = clients[service];
      assert.equal(await config.region(), "eu-west-1");
      assert.equal((await config.endpoint!()).hostname, `${service}.localhost`);
    }
    clients.destroy();
  });

  it("destroys the clients that were used and no other", () => {
    const asked: ServiceName[] = [];
    const clients = new AwsClients("eu-west-1", (service) => {
      asked.push(service);
      return { credentials };
    });
    const { sns } = clients;
    let destroyed = 0;
    sns.destroy = () => destroyed++;
    clients.destroy();
    assert.equal(destroyed, 1);
    assert.deepEqual(asked, ["sns"]);
    assert.notEqual(clients.sns, sns);
    clients.destroy();
  });
});
