// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPaymaster} from "./IPaymaster.sol";
import {IPaymentAgent} from "./IPaymentAgent.sol";

/// @title IRedemptions
/// @notice Ends units: redemption, delivery versus payment holder by holder, and cancellation of units bought back.
/// @dev Redemption number 0 is the one at maturity; number 1 + i is that by option i of the schedule.
interface IRedemptions is IPaymaster {
    /// @notice How a bond is performing.
    enum Standing {
        Performing,
        InDefault,
        Accelerated
    }

    /// @notice What kind of obligation a default is about.
    enum Obligation {
        Payment,
        Redemption
    }

    /// @notice Where a redemption stands.
    /// @param isOpen Whether it takes place: at maturity always, by an option once notice was given.
    /// @param payFrom First second at which units can be redeemed.
    /// @param pricePerUnit What a unit is redeemed for, in minor units.
    /// @param units Units still to be redeemed.
    /// @param funded Money received for it.
    /// @param spent What was paid, kept and withheld so far.
    /// @param redeemedUnits Units that were redeemed.
    struct Redemption {
        bool isOpen;
        uint256 payFrom;
        uint256 pricePerUnit;
        uint256 units;
        uint256 funded;
        uint256 spent;
        uint256 redeemedUnits;
    }

    /// @notice How a bond stands.
    /// @param standing Performing or not.
    /// @param obligation What kind of obligation the default is about.
    /// @param obligationIndex Its number.
    /// @param defaultedAt When the default was declared, Unix time; zero when there is none.
    /// @param acceleratedAt When the principal fell due early, Unix time; zero when it did not.
    struct Life {
        Standing standing;
        Obligation obligation;
        uint16 obligationIndex;
        uint40 defaultedAt;
        uint40 acceleratedAt;
    }

    event RedemptionFunded(
        bytes12 indexed isin,
        uint256 indexed redemption,
        address indexed funder,
        uint256 amount,
        uint256 funded
    );
    event UnitsRedeemed(
        bytes12 indexed isin,
        uint256 indexed redemption,
        address indexed holder,
        uint256 units,
        uint256 amount,
        uint256 nationalTax,
        uint256 localTax
    );
    event UnitsLapsed(
        bytes12 indexed isin,
        uint256 indexed redemption,
        address indexed holder,
        uint256 units,
        address successor
    );
    event RedemptionTaxPaid(
        bytes12 indexed isin,
        uint256 indexed redemption,
        address indexed taxAccount,
        uint256 amount
    );
    event RedemptionCompleted(
        bytes12 indexed isin,
        uint256 indexed redemption,
        uint256 units,
        uint256 spent,
        uint256 returned
    );
    event UnitsCancelled(bytes12 indexed isin, address indexed issuer, uint256 units, uint256 outstanding);

    error RedemptionNotOpen(bytes12 isin, uint256 redemption);
    error RedemptionTooEarly(bytes12 isin, uint256 redemption, uint256 payFrom, uint256 timestamp);
    error RedemptionUnderfunded(
        bytes12 isin,
        uint256 redemption,
        uint256 funded,
        uint256 required,
        uint256 missing
    );
    error RedemptionFullyFunded(bytes12 isin, uint256 redemption, uint256 funded);
    error RedemptionUndrawn(bytes12 isin, uint256 redemption);
    error CancellationExceeds(bytes12 isin, uint256 units, uint256 free);

    /// @notice Funds a redemption from the caller's account, which has approved this contract for it (ERC-20): with `amount`,
    /// or with what is missing when that is less.
    /// @dev Emits a {RedemptionFunded} event.
    ///
    /// Requirements:
    /// - The redemption must be open.
    /// - Something must be missing, and `amount` not be zero.
    /// @return taken What was taken.
    function fund(bytes12 isin, uint256 redemption, uint256 amount) external returns (uint256 taken);

    /// @notice Takes back from a put or a draw what its holders no longer have on the date: it needs no money. With a
    /// lost key it passes to the successor, as far as that one has units. Anybody may do it; {redeem} does it for its page.
    /// @dev Emits an {UnitsLapsed} event for each holder with such units.
    ///
    /// Requirements:
    /// - The redemption must be open, and drawn if by lot; its date must have come.
    function lapse(bytes12 isin, uint256 redemption, address[] calldata holders) external;

    /// @notice Redeems the units of a page of holders: each holder's units end and its money moves in one transaction.
    /// @dev Emits a {UnitsRedeemed} event for each holder, {IPaymaster-PaymentSuspended} for one that cannot be paid now,
    /// {RedemptionTaxPaid} for the page, and {RedemptionCompleted} once nothing is left. Anybody may send it. Units held for a
    /// trade are passed over; they can be redeemed once the trade has ended.
    ///
    /// Requirements:
    /// - The redemption must be open, and drawn if by lot; its date must have come.
    /// - The money for all units still to be redeemed must be there.
    /// - The currency must not be paused.
    /// @return units Units that the page has redeemed.
    function redeem(
        bytes12 isin,
        uint256 redemption,
        address[] calldata holders
    ) external returns (uint256 units);

    /// @notice Cancels units that the issuer has bought back (買入消却), or never sold.
    /// @dev Emits a {UnitsCancelled} event.
    ///
    /// Requirements:
    /// - The caller must be the issuer or its operator in scope ISSUE.
    /// - The issuer must have the units free: not held, not frozen.
    function cancelUnits(bytes12 isin, uint256 units) external;

    /// @notice Where a redemption stands.
    function redemptionOf(bytes12 isin, uint256 redemption) external view returns (Redemption memory);

    /// @notice Units of `holder` that redemption number `redemption` would end now.
    function redeemableOf(bytes12 isin, uint256 redemption, address holder) external view returns (uint256);

    /// @notice How a bond stands.
    function lifeOf(bytes12 isin) external view returns (Life memory);

    /// @notice Whether a redemption lacks money after its date and the grace period.
    function isOverdue(bytes12 isin, uint256 redemption) external view returns (bool);

    /// @notice The contract that pays what needs no unit to end.
    function paymentAgent() external view returns (IPaymentAgent);
}
