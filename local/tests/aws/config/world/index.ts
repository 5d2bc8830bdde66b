import { World } from "./world";

export * from "./fixtures";
export { World };

/** Starts a world before each test of the suite, and stops it afterwards. */
export function inWorld(prepare: (world: World) => Promise<void> | void): void {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
    await prepare(world);
  });
  afterEach(() => world.stop());
}
