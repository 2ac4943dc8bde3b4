// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {Approvals} from "../../contracts/libraries/Approvals.sol";

/// @notice What contracts that are asked for a signature can cost those who ask: so much gas, and no wrong answer.
contract WalletsTest {
    /// What a wallet may use, and most that asking it may cost besides.
    uint256 private constant WALLET_GAS = 500_000;
    uint256 private constant ASKING_GAS = 40_000;

    error Refused(address wallet);
    error Accepted(address wallet);
    error TooExpensive(uint256 gasUsed);
    error WrongRefusal(uint256 gasGiven, bytes reason);

    // ------------------------------------------------------------------ what is tested

    function hasSigned(
        address account,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool) {
        return Approvals.hasSigned(account, digest, signature);
    }

    // ------------------------------------------------------------------ tests

    /// A wallet that uses up what it gets is refused, and cannot use more.
    function test_AWalletThatBurnsAllGas() external {
        uint256 used = _refusedFor(address(new HungryWallet()));
        if (used < WALLET_GAS || used > WALLET_GAS + ASKING_GAS) revert TooExpensive(used);
    }

    /// A yes in front of a long answer is a yes: one word is read, and the rest costs the asker nothing.
    function test_AWalletThatAnswersAtLength() external {
        address wallet = address(new TalkativeWallet(400_000, false));
        uint256 before = gasleft();
        _requireYes(wallet);
        if (before - gasleft() > WALLET_GAS + ASKING_GAS) revert TooExpensive(before - gasleft());
    }

    /// A megabyte costs more than a wallet may use; a long revert is a no like a short one.
    function test_AWalletThatAnswersTooMuch() external {
        uint256 used = _refusedFor(address(new TalkativeWallet(1_000_000, false)));
        if (used > WALLET_GAS + ASKING_GAS) revert TooExpensive(used);
        used = _refusedFor(address(new TalkativeWallet(400_000, true)));
        if (used > WALLET_GAS + ASKING_GAS) revert TooExpensive(used);
    }

    /// A wallet that needs nearly all that it may use gets it.
    function test_AWalletJustBelowTheCap() external {
        _requireYes(address(new CostlyWallet(0)));
        _requireYes(address(new CostlyWallet(WALLET_GAS - 500)));
    }

    /// With too little gas for the wallet there is no answer at all: never a no that it did not give.
    function testFuzz_TooLittleGasIsNotANo(uint256 gasGiven) external {
        address wallet = address(new CostlyWallet(WALLET_GAS - 500));
        _requireNoFalseNo(wallet, 440_000 + (gasGiven % 120_000));
    }

    /// Gas by gas around the edge.
    function test_TooLittleGasByTheUnit() external {
        address wallet = address(new CostlyWallet(WALLET_GAS - 500));
        _requireYes(wallet);
        // the least with which it succeeds
        uint256 low = 400_000;
        uint256 high = 700_000;
        while (low + 1 < high) {
            uint256 middle = (low + high) / 2;
            if (_requireNoFalseNo(wallet, middle)) high = middle;
            else low = middle;
        }
        for (uint256 gasGiven = high - 600; gasGiven < high + 200; ++gasGiven) {
            _requireNoFalseNo(wallet, gasGiven);
        }
    }

    // ------------------------------------------------------------------ internal

    function _refusedFor(address wallet) private view returns (uint256 gasUsed) {
        gasUsed = gasleft();
        if (this.hasSigned(wallet, "digest", "signature")) revert Accepted(wallet);
        gasUsed -= gasleft();
    }

    /// Yes, or no answer for want of gas.
    function _requireNoFalseNo(address wallet, uint256 gasGiven) private view returns (bool isYes) {
        bytes memory question = abi.encodeCall(this.hasSigned, (wallet, "digest", "signature"));
        // solhint-disable-next-line avoid-low-level-calls
        (bool ok, bytes memory answer) = address(this).staticcall{gas: gasGiven}(question);
        if (ok) {
            if (!abi.decode(answer, (bool))) revert WrongRefusal(gasGiven, answer);
            return true;
        }
        bytes memory expected = abi.encodeWithSelector(
            ITrades.TradeWalletOutOfGas.selector,
            wallet,
            WALLET_GAS
        );
        if (answer.length != 0 && keccak256(answer) != keccak256(expected)) {
            revert WrongRefusal(gasGiven, answer);
        }
    }

    function _requireYes(address wallet) private view {
        if (!this.hasSigned(wallet, "digest", "signature")) revert Refused(wallet);
    }
}

/// @notice Uses up all gas.
contract HungryWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

/// @notice Says yes, and a lot more; or reverts with it.
contract TalkativeWallet {
    uint256 private immutable _size;
    bool private immutable _reverts;

    constructor(uint256 size, bool reverts) {
        _size = size;
        _reverts = reverts;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        bytes4 magic = IERC1271.isValidSignature.selector;
        uint256 size = _size;
        bool reverts = _reverts;
        assembly ("memory-safe") {
            mstore(0x00, magic)
            if reverts {
                revert(0x00, size)
            }
            return(0x00, size)
        }
    }
}

/// @notice Says yes when it gets the gas that it needs, of which it uses nearly all; else no.
contract CostlyWallet {
    uint256 private immutable _needed;

    constructor(uint256 needed) {
        _needed = needed;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        if (gasleft() < _needed) return 0;
        while (_needed != 0 && gasleft() > 1_000) {}
        return IERC1271.isValidSignature.selector;
    }
}
