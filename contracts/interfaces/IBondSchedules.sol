// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondFactory} from "./IBondFactory.sol";
import {ICurrencyFactory} from "./ICurrencyFactory.sol";

/// @title IBondSchedules
/// @notice What every bond pays and when, on chain: the schedule of its term sheet, the fixings of its rates, and the
/// amounts that follow from both.
/// @dev A bond's terms carry the hash of its schedule, so that a schedule proves itself and nobody has to be trusted with
/// storing it. Rates are yearly, in units of 10^-8 (1.483 % is 1,483,000); moments are Unix time in seconds.
interface IBondSchedules {
    /// @notice How the rate of a bond comes about. A bond without interest has payments without a fraction, or none.
    enum RateKind {
        Fixed,
        Floating // an index fixed for each payment, and a margin
    }

    /// @notice What an option lets happen on its date.
    enum OptionKind {
        Call, // the issuer redeems everything
        CallByLot, // the issuer redeems units that are drawn
        CallProRata, // the issuer repays a part of the face of every unit
        Put // holders have units redeemed
    }

    /// @notice One date on which the holders of a record date are paid.
    /// @param recordCutoff First second after the record date; one of the bond's record cut-offs.
    /// @param payFrom Start of the payment date.
    /// @param accrueFrom Start of the accrual period, its date not moved to a business day.
    /// @param accrueTo End of the accrual period, its date not moved.
    /// @param fractionNumerator The part of a year that the payment's interest is for: its numerator; zero for none.
    /// @param fractionDenominator Its denominator.
    /// @param principalPerUnit Face of one unit that is repaid with it, in minor units of the currency.
    struct Payment {
        uint40 recordCutoff;
        uint40 payFrom;
        uint40 accrueFrom;
        uint40 accrueTo;
        uint32 fractionNumerator;
        uint32 fractionDenominator;
        uint112 principalPerUnit;
    }

    /// @notice A change of the rate that depends on a target or a rating.
    /// @param decideBy First second at which it is too late to decide whether it applies.
    /// @param firstPayment Index of the first payment that it changes.
    /// @param stepE8 What it adds to the rate, in units of 10^-8.
    struct Step {
        uint40 decideBy;
        uint16 firstPayment;
        int40 stepE8;
    }

    /// @notice A right to redeem before maturity.
    /// @param kind Whose right it is, and to what.
    /// @param noticeBy First second at which it is too late to give notice.
    /// @param date Start of the day on which is paid, a business day.
    /// @param pricePerUnit What one unit is redeemed for, in minor units; zero for {OptionKind-CallProRata}, which repays face.
    struct Option {
        OptionKind kind;
        uint40 noticeBy;
        uint40 date;
        uint112 pricePerUnit;
    }

    /// @notice What a bond pays from issue to maturity.
    /// @param settlementBank The bank whose digital currency pays.
    /// @param taxAccount Account that tax withheld is paid to.
    /// @param instrumentClass Kind of instrument in the tax table.
    /// @param rateKind How the rate comes about.
    /// @param rateE8 The rate of a fixed one; zero for a floating one.
    /// @param marginE8 Added to the index of a floating rate.
    /// @param floorE8 The rate is never lower.
    /// @param capE8 The rate is never higher.
    /// @param redemptionPerUnit What one unit is redeemed for at maturity, in minor units.
    /// @param taxableRedemptionE6 The part of a redemption that is taxed as gain, in units of 10^-6.
    /// @param gracePeriod Seconds for which a payment may be late before it is a default.
    /// @param tradesInDefault Whether units can be transferred while the bond is in default.
    /// @param payments In order of payment date.
    /// @param steps In the order of the term sheet.
    /// @param options In order of date.
    struct Schedule {
        address settlementBank;
        address taxAccount;
        uint8 instrumentClass;
        RateKind rateKind;
        uint40 rateE8;
        int40 marginE8;
        uint40 floorE8;
        uint40 capE8;
        uint112 redemptionPerUnit;
        uint32 taxableRedemptionE6;
        uint32 gracePeriod;
        bool tradesInDefault;
        Payment[] payments;
        Step[] steps;
        Option[] options;
    }

    /// @notice What paying a bond needs to know, at hand.
    /// @param bond The bond's contract.
    /// @param currency The digital currency that pays.
    /// @param issuer The issuer, as in the bond's terms.
    /// @param taxAccount As in the schedule.
    /// @param denomination Face of one unit at issue, in minor units.
    /// @param redemptionPerUnit As in the schedule.
    /// @param maturityDate As in the bond's terms.
    /// @param gracePeriod As in the schedule.
    /// @param taxableRedemptionE6 As in the schedule.
    /// @param instrumentClass As in the schedule.
    /// @param tradesInDefault As in the schedule.
    /// @param regularPayments Number of payments of the term sheet; later ones were appended.
    /// @param optionCount Number of options.
    struct Header {
        address bond;
        address currency;
        address issuer;
        address taxAccount;
        uint128 denomination;
        uint112 redemptionPerUnit;
        uint40 maturityDate;
        uint32 gracePeriod;
        uint32 taxableRedemptionE6;
        uint8 instrumentClass;
        bool tradesInDefault;
        uint16 regularPayments;
        uint16 optionCount;
    }

    /// @notice What is decided about a step.
    enum StepDecision {
        Open,
        Applies,
        Lapses
    }

    /// @notice What one payment comes to.
    /// @param recordCutoff As in the schedule.
    /// @param payFrom As in the schedule.
    /// @param facePerUnit Face of one unit that bears interest until it, in minor units.
    /// @param rateE8 Its rate.
    /// @param isRateFinal Whether nothing can change the rate any more.
    /// @param interestPerYenE13 Interest on one minor unit of face, in units of 10^-13, truncated.
    /// @param principalPerUnit Face repaid with it, in minor units.
    struct Due {
        uint40 recordCutoff;
        uint40 payFrom;
        uint128 facePerUnit;
        uint256 rateE8;
        bool isRateFinal;
        uint256 interestPerYenE13;
        uint112 principalPerUnit;
    }

    event ScheduleAdopted(bytes12 indexed isin, bytes32 indexed scheduleHash, Schedule schedule);
    event RateFixed(
        bytes12 indexed isin,
        uint256 indexed payment,
        int256 indexE8,
        bytes32 source,
        address by
    );
    event StepDecided(
        bytes12 indexed isin,
        uint256 indexed step,
        StepDecision decision,
        bytes32 evidence,
        address by
    );
    event PrincipalRaised(bytes12 indexed isin, uint256 indexed payment, uint256 previous, uint256 current);
    event PaymentAppended(bytes12 indexed isin, uint256 indexed payment, Payment appended);

    error ScheduleMissing(bytes12 isin);
    error ScheduleAlreadyAdopted(bytes12 isin);
    error ScheduleMismatch(bytes12 isin, bytes32 actual, bytes32 expected);
    error ScheduleInvalid(bytes12 isin, bytes32 field, uint256 index);
    error ScheduleUnknownBond(bytes12 isin);
    error ScheduleUnknownPayment(bytes12 isin, uint256 payment, uint256 count);
    error ScheduleUnknownOption(bytes12 isin, uint256 option, uint256 count);
    error ScheduleUnknownStep(bytes12 isin, uint256 step, uint256 count);
    error ScheduleRateNotFloating(bytes12 isin);
    error ScheduleRateAlreadyFixed(bytes12 isin, uint256 payment);
    error ScheduleTooLate(bytes12 isin, uint256 index, uint256 deadline, uint256 timestamp);
    error ScheduleStepDecided(bytes12 isin, uint256 step, StepDecision decision);
    error ScheduleMissingEvidence(bytes12 isin);
    error ScheduleNotServicing(bytes12 isin, address caller, address servicing);
    error ScheduleNotAppointed(bytes12 isin, address caller, address issuer);
    error ScheduleFaceExceeded(bytes12 isin, uint256 repaid, uint256 face);

    /// @notice Stores the schedule of a bond. Anybody may, as the bond's terms prove it.
    /// @dev Emits a {ScheduleAdopted} event.
    ///
    /// Requirements:
    /// - The bond must exist and have no schedule yet.
    /// - keccak256(abi.encode(schedule)) must be the schedule hash of the bond's terms.
    /// - Payments must be in order, on or after their record cut-offs, which must be the bond's, and together repay
    ///   less than the face; fractions need a denominator; steps and options must fit between them.
    function adopt(bytes12 isin, Schedule calldata schedule) external;

    /// @notice Fixes the index of a floating rate for one payment.
    /// @dev Emits a {RateFixed} event. A payment that nobody has fixed by its record cut-off has the index of the payment
    /// before it; when there is none, its rate is the floor, whatever steps add. A missing fixing delays nobody's money.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The rate must be floating, the payment known and not fixed yet, and its record date not over.
    /// - `source` must not be zero.
    /// @param indexE8 The index, in units of 10^-8; it may be negative.
    /// @param source Hash of the page or message that shows the index.
    function fixRate(bytes12 isin, uint256 payment, int40 indexE8, bytes32 source) external;

    /// @notice Decides whether a step applies.
    /// @dev Emits a {StepDecided} event. A step that nobody has decided in time applies if it raises the rate, and lapses if
    /// it lowers it: who shows no evidence has missed the target.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The step must be known and open, and its time not over.
    /// - `evidence` must not be zero.
    /// @param evidence Hash of the report on the target or the rating.
    function decideStep(bytes12 isin, uint256 step, bool applies, bytes32 evidence) external;

    /// @notice Raises the face that a payment repays: a partial redemption pro rata.
    /// @dev Emits a {PrincipalRaised} event. What a unit is redeemed for from that date on, at maturity and by options, falls in
    /// proportion to the face that is left.
    ///
    /// Requirements:
    /// - The caller must be the bond's servicing contract.
    /// - The record date of the payment must not be over, and some face must be left after all payments.
    function raisePrincipal(bytes12 isin, uint256 payment, uint112 principalPerUnit) external;

    /// @notice Appends a payment that the term sheet does not know: a recovery after default.
    /// @dev Emits a {PaymentAppended} event. It bears no interest and repays no face.
    ///
    /// Requirements:
    /// - The caller must be the bond's servicing contract.
    /// @return payment Its index.
    function append(bytes12 isin, Payment calldata payment) external returns (uint256);

    /// @notice Whether the schedule of `isin` is stored.
    function isAdopted(bytes12 isin) external view returns (bool);

    /// @notice The schedule of `isin`, with what was raised and appended.
    /// @dev Reverts with {ScheduleMissing}.
    function scheduleOf(bytes12 isin) external view returns (Schedule memory);

    /// @notice What paying `isin` needs to know. Reverts with {ScheduleMissing}.
    function headerOf(bytes12 isin) external view returns (Header memory);

    /// @notice Number of payments, appended ones included.
    function paymentCount(bytes12 isin) external view returns (uint256);

    /// @notice A payment of `isin`. Reverts with {ScheduleMissing} or {ScheduleUnknownPayment}.
    function paymentOf(bytes12 isin, uint256 payment) external view returns (Payment memory);

    /// @notice An option of `isin`. Reverts with {ScheduleMissing} or {ScheduleUnknownOption}.
    function optionOf(bytes12 isin, uint256 option) external view returns (Option memory);

    /// @notice What a payment comes to, by what is fixed and decided now.
    /// @dev Reverts with {ScheduleMissing} or {ScheduleUnknownPayment}.
    function dueOf(bytes12 isin, uint256 payment) external view returns (Due memory);

    /// @notice Face of one unit that is not repaid by the payments due until `moment`, in minor units.
    function faceAt(bytes12 isin, uint256 moment) external view returns (uint256);

    /// @notice Face of one unit that comes with the unit at `moment`: without what is repaid to holders of record dates that are
    /// over, in minor units.
    function faceEntitledAt(bytes12 isin, uint256 moment) external view returns (uint256);

    /// @notice Interest accrued on one unit at `moment` that no payment due until then covers, in minor units: for each later
    /// payment its whole interest, or the part of it by days, truncated.
    function accruedPerUnit(bytes12 isin, uint256 moment) external view returns (uint256 accrued);

    /// @notice The index fixed for a payment.
    function fixingOf(bytes12 isin, uint256 payment) external view returns (bool isFixed, int256 indexE8);

    /// @notice What was decided about a step, or follows from its time being over.
    function stepDecision(bytes12 isin, uint256 step) external view returns (StepDecision);

    /// @notice The bonds that schedules are kept for.
    function bondFactory() external view returns (IBondFactory);

    /// @notice The currencies that schedules pay in.
    function currencyFactory() external view returns (ICurrencyFactory);
}
