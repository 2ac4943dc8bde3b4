import { world } from "./world.ts";

export type World = Awaited<ReturnType<typeof world>>;
export type Signer = World["seller"];

/** What {@link useWorld} returns the current state of. */
export type Current<Extra extends object = object> = () => World & Extra;

/** The world that those who ask for one share, one after the other, and the way back to how it was made. */
let shared: Promise<World> | undefined;
let reset: () => Promise<void> = () => Promise.resolve();
let isTaken = false;
after(async () => {
  await (await shared)?.connection.close();
});

async function openShared(): Promise<World> {
  const fresh = await world();
  const { time } = fresh.networkHelpers;
  const untouched = await fresh.networkHelpers.takeSnapshot();
  const made = await time.latest();
  reset = async () => {
    await untouched.restore();
    // The chain's clock has gone on with the wall's in the meantime.
    await time.increaseTo(made + 1);
  };
  await time.increaseTo(made + 1);
  return fresh;
}

/**
 * One world for all tests of a `describe`. Each test starts where `prepare` left it, whatever the one before did. Making a
 * world takes long, so it is made once and goes back to its beginning; within a `describe` that has it, another is made.
 *
 * @returns the world, with what `prepare` added; to be called inside of a test.
 */
export function useWorld(): Current;
export function useWorld<Extra extends object>(prepare: (w: World) => Promise<Extra>): Current<Extra>;
export function useWorld(prepare: (w: World) => Promise<object> = () => Promise.resolve({})): Current {
  let current: World | undefined;
  let restore: () => Promise<void>;
  let leave: () => Promise<void>;

  before(async () => {
    let fresh: World;
    if (isTaken) {
      fresh = await world();
      leave = () => fresh.connection.close();
    } else {
      isTaken = true;
      fresh = await (shared ??= openShared());
      leave = async () => {
        await reset();
        isTaken = false;
      };
    }
    current = { ...fresh, ...(await prepare(fresh)) };
    const snapshot = await fresh.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });
  afterEach(() => restore());
  after(() => leave());

  return () => {
    if (current === undefined) throw new Error("the world is there inside of tests only");
    return current;
  };
}
