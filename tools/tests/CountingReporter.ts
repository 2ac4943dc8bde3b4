import Mocha from "mocha";

const { EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

/** Mocha's usual report, which also counts what ran: failed hooks are failures, pending tests are not passed. */
export class CountingReporter extends Mocha.reporters.Spec {
  static passed = 0;
  static failed = 0;
  static pending = 0;

  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.on(EVENT_TEST_PASS, () => CountingReporter.passed++);
    runner.on(EVENT_TEST_FAIL, () => CountingReporter.failed++);
    runner.on(EVENT_TEST_PENDING, () => CountingReporter.pending++);
  }
}
