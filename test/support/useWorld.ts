import { world } from "./world.ts";

export type World = Awaited<ReturnType<typeof world>>;
export type Signer = World["seller"];

/** What {@link useWorld} returns the current state of. */
export type Current<Extra extends object = object> = () => World & Extra;

/**
 * One world for all tests of a `describe`. Each test starts where `prepare` left it, whatever the one before did.
 *
 * @returns the world, with what `prepare` added; to be called inside of a test.
 */
export function useWorld(): Current;
export function useWorld<Extra extends object>(prepare: (w: World) => Promise<Extra>): Current<Extra>;
export function useWorld(prepare: (w: World) => Promise<object> = () => Promise.resolve({})): Current {
  let current: World | undefined;
  let restore: () => Promise<void>;

  before(async () => {
    const fresh = await world();
    current = { ...fresh, ...(await prepare(fresh)) };
    const snapshot = await fresh.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });
  afterEach(() => restore());
  after(async () => {
    await current?.connection.close();
  });

  return () => {
    if (current === undefined) throw new Error("the world is there inside of tests only");
    return current;
  };
}
