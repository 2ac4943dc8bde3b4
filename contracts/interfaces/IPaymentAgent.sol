// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPaymaster} from "./IPaymaster.sol";

/// @title IPaymentAgent
/// @notice Pays the holders of a record date: coupons, repayments of face, recoveries after a default.
/// @dev Each holder's amount is calculated from its balance at the record date, by the chain itself.
interface IPaymentAgent is IPaymaster {
    /// @notice Where a payment stands.
    /// @param supply Units that are paid: those at the record date, or before it those of now.
    /// @param required Money that all of them need at most, tax included; each holder's share is truncated.
    /// @param funded Money received for it.
    /// @param spent What was paid, kept and withheld so far.
    /// @param paidUnits Units whose holders were paid.
    /// @param isCompleted Whether all were.
    struct Status {
        uint256 supply;
        uint256 required;
        uint256 funded;
        uint256 spent;
        uint256 paidUnits;
        bool isCompleted;
    }

    event PaymentFunded(
        bytes12 indexed isin,
        uint256 indexed payment,
        address indexed funder,
        uint256 amount,
        uint256 funded
    );
    event FundingReturned(
        bytes12 indexed isin,
        uint256 indexed payment,
        address indexed issuer,
        uint256 amount
    );
    event HolderPaid(
        bytes12 indexed isin,
        uint256 indexed payment,
        address indexed holder,
        uint256 units,
        uint256 interest,
        uint256 principal,
        uint256 nationalTax,
        uint256 localTax
    );
    event TaxPaid(bytes12 indexed isin, uint256 indexed payment, address indexed taxAccount, uint256 amount);
    event PaymentCompleted(
        bytes12 indexed isin,
        uint256 indexed payment,
        uint256 units,
        uint256 spent,
        uint256 returned
    );

    error PaymentTooEarly(bytes12 isin, uint256 payment, uint256 payFrom, uint256 timestamp);
    error PaymentUnderfunded(
        bytes12 isin,
        uint256 payment,
        uint256 funded,
        uint256 required,
        uint256 missing
    );
    error PaymentFullyFunded(bytes12 isin, uint256 payment, uint256 funded);
    error PaymentAlreadyCompleted(bytes12 isin, uint256 payment);
    error PaymentVoid(bytes12 isin, uint256 payment, uint256 acceleratedAt);
    error PaymentRateOpen(bytes12 isin, uint256 payment);
    error PaymentFundsBound(bytes12 isin, uint256 payment, uint256 funded, uint256 required);

    /// @notice Funds a payment from the caller's account, which has approved this contract for it (ERC-20): with `amount`, or
    /// with what is missing when that is less. Parts may come from several accounts.
    /// @dev Emits a {PaymentFunded} event.
    ///
    /// Requirements:
    /// - The payment must be known, not completed and not void, and its rate be final.
    /// - Something must be missing, and `amount` not be zero.
    /// @return taken What was taken.
    function fund(bytes12 isin, uint256 payment, uint256 amount) external returns (uint256 taken);

    /// @notice Gives an incomplete funding back to the issuer.
    /// @dev Emits a {FundingReturned} event. Money that suffices belongs to the holders and stays.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - Some of the money that the payment needs must be missing, or the payment be void.
    function returnFunding(bytes12 isin, uint256 payment) external returns (uint256 amount);

    /// @notice Pays a page of holders. Holders that were paid are passed over, so that a page can be sent again.
    /// @dev Emits a {HolderPaid} event for each holder, {IPaymaster-PaymentSuspended} for one that cannot be paid now,
    /// {TaxPaid} for the page, and {PaymentCompleted} once every unit of the record date is paid. Anybody may send it: it
    /// pays what is due to whom it is due, and nothing else.
    ///
    /// Requirements:
    /// - The payment date must have come, and the rate be final.
    /// - All the money must be there: nothing is paid before.
    /// - The payment must not be completed or void, the currency not paused, and this contract not stopped in it.
    /// @return units Units whose holders the page has paid.
    function pay(bytes12 isin, uint256 payment, address[] calldata holders) external returns (uint256 units);

    /// @notice Where a payment stands.
    function statusOf(bytes12 isin, uint256 payment) external view returns (Status memory);

    /// @notice Whether a holder was paid.
    function isPaid(bytes12 isin, uint256 payment, address holder) external view returns (bool);

    /// @notice Whether a payment lacks money after its date and its grace period.
    function isOverdue(bytes12 isin, uint256 payment) external view returns (bool);
}
