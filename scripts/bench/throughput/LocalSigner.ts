import { HDNodeWallet, Mnemonic, Wallet } from "ethers";
import type { Provider, TransactionRequest, TransactionResponse } from "ethers";

/** The accounts with money of every development chain come from these words. */
const WORDS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const PATH = "m/44'/60'/0'/0";

/** What one transaction may use at most under the rules of Osaka is 2^24. */
const GAS_LIMIT = 16_000_000n;
const GWEI = 1_000_000_000n;

/**
 * An account of a development chain that keeps count of its own transactions and knows gas limit and fee: it sends one
 * behind the other without asking the node anything, as whoever submits many does.
 */
export class LocalSigner extends Wallet {
  readonly #chainId: bigint;
  #nonce: number;

  private constructor(key: string, provider: Provider, { chainId, nonce }: Standing) {
    super(key, provider);
    this.#chainId = chainId;
    this.#nonce = nonce;
  }

  /** The account at a place in the list of the development chain's accounts. */
  static async at(index: number, provider: Provider): Promise<LocalSigner> {
    const { privateKey, address } = HDNodeWallet.fromMnemonic(WORDS, `${PATH}/${index}`);
    const { chainId } = await provider.getNetwork();
    return new LocalSigner(privateKey, provider, {
      chainId,
      nonce: await provider.getTransactionCount(address),
    });
  }

  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    return await super.sendTransaction(this.#complete(request));
  }

  /** A transaction that only has to be sent, its number taken. */
  async signNext(request: TransactionRequest): Promise<string> {
    return await this.signTransaction(this.#complete(request));
  }

  #complete(request: TransactionRequest): TransactionRequest {
    const nonce = this.#nonce;
    this.#nonce += 1;
    const fee = { type: 2, maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: GWEI };
    return { ...request, ...fee, nonce, chainId: this.#chainId, gasLimit: GAS_LIMIT };
  }
}

interface Standing {
  readonly chainId: bigint;
  readonly nonce: number;
}
