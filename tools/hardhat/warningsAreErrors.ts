import type { CompilerOutput, CompilerOutputError } from "hardhat/types/solidity";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { SolidityHooks } from "hardhat/types/hooks";

/** What solc tells of an error and Hardhat's type leaves out. */
interface LocatedError extends CompilerOutputError {
  readonly sourceLocation?: { readonly file: string };
}

const TRANSIENT_STORAGE_ADVICE = "2394";
const CODE_SIZE = /^Contract (code|initcode) size is /u;

/**
 * A Hardhat plugin that makes every compiler warning on our own sources fail the build.
 *
 * It changes the compiler's output before Hardhat judges and caches it, so that a build with warnings is
 * repeated and fails again until the warning is gone. (`getCompilationJobErrors`, the newer hook, can only
 * change what is printed.)
 */
export const warningsAreErrors: HardhatPlugin = {
  id: "kessai-warnings-are-errors",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: (): Promise<Partial<SolidityHooks>> => Promise.resolve({ invokeSolc }),
      }),
  },
};

const invokeSolc: SolidityHooks["invokeSolc"] = async (context, compiler, input, config, next) => {
  const output: CompilerOutput = await next(context, compiler, input, config);
  if (output.errors === undefined) return output;

  const { coverage } = context.globalOptions;
  return { ...output, errors: output.errors.filter((each) => !isIgnored(each, coverage)).map(promote) };
};

/** Whether it is a warning that nobody here can help, or that does not matter. */
function isIgnored(error: LocatedError, coverage: boolean): boolean {
  if (error.severity === "error") return false;
  const file = error.sourceLocation?.file ?? "";
  // Other people's code.
  if (file !== "" && !file.startsWith("project/")) return true;
  // The general advice to clear transient storage, given once for every program that uses it.
  if (error.errorCode === TRANSIENT_STORAGE_ADVICE) return true;
  // Test contracts and instrumented code are never deployed.
  return CODE_SIZE.test(error.message) && (coverage || file.endsWith(".t.sol"));
}

function promote(error: CompilerOutputError): CompilerOutputError {
  if (error.severity === "error") return error;
  const text = error.formattedMessage ?? error.message;
  return {
    ...error,
    severity: "error",
    type: "WarningAsError",
    formattedMessage: text.replace(/^Warning:/u, "Error (warnings are errors):"),
  };
}
