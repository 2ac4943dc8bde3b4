// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IPaymentAgent} from "../interfaces/IPaymentAgent.sol";
import {IRedemptions} from "../interfaces/IRedemptions.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {Paymaster} from "./Paymaster.sol";

/// @title RedemptionBook
/// @notice What every redemption of a bond is: the storage of {RedemptionAgent} and of its room {RedemptionOptions}.
/// @dev Trusts what {Paymaster} trusts, the bonds, and the payment agent for what was recovered.
abstract contract RedemptionBook is Paymaster {
    uint256 internal constant MATURITY = 0;

    struct Record {
        uint112 funded;
        uint112 spent;
        bool isAnnounced;
        bool isCompleted;
        uint112 redeemedUnits;
        uint112 askedUnits; // called by lot, or put; less what was redeemed
    }

    IPaymentAgent internal immutable _paymentAgent;

    mapping(bytes12 isin => mapping(uint256 redemption => Record)) internal _records;
    mapping(bytes12 isin => IRedemptions.Life) internal _lives;
    /// @dev What a unit is redeemed for after acceleration, before recoveries.
    mapping(bytes12 isin => uint256 pricePerUnit) internal _claims;
    /// @dev Units of a holder that a put or a draw is to end, by round; a put has one round.
    mapping(bytes12 isin => mapping(uint256 redemption => mapping(uint256 round => mapping(address => uint256))))
        internal _asked;
    mapping(bytes12 isin => mapping(uint256 redemption => Draw)) internal _draws;
    /// @dev Draws whose units are not all redeemed: while there are any, transfers are stopped.
    mapping(bytes12 isin => uint256 count) internal _openDraws;

    struct Draw {
        uint112 start;
        uint112 supply;
        uint16 round;
        bool isOpen;
        bool isCompleted;
        uint112 counted;
        address last;
        bytes32 seedHash;
    }

    constructor(
        address authority_,
        IBondSchedules schedules_,
        ITaxTable taxTable_,
        IPaymentAgent paymentAgent_
    ) Paymaster(authority_, schedules_, taxTable_) {
        _paymentAgent = paymentAgent_;
    }

    // ------------------------------------------------------------------ what a redemption is

    /// @dev Units that the redemption would still end.
    function _unitsOf(
        bytes12 isin,
        uint256 redemption,
        IBondSchedules.Header memory header
    ) internal view returns (uint256 units) {
        units = IERC20(header.bond).totalSupply();
        if (_endsAll(isin, redemption)) return units;
        uint256 asked = _records[isin][redemption].askedUnits;
        return asked < units ? asked : units;
    }

    /// @dev Whether the redemption ends every unit: at maturity, and when all is called.
    function _endsAll(bytes12 isin, uint256 redemption) internal view returns (bool) {
        return redemption == MATURITY || _kindOf(isin, redemption) == IBondSchedules.OptionKind.Call;
    }

    function _kindOf(bytes12 isin, uint256 redemption) internal view returns (IBondSchedules.OptionKind) {
        return schedules.optionOf(isin, redemption - 1).kind;
    }

    function _payFromOf(
        bytes12 isin,
        uint256 redemption,
        IBondSchedules.Header memory header
    ) internal view returns (uint256) {
        if (redemption != MATURITY) return schedules.optionOf(isin, redemption - 1).date;
        uint256 acceleratedAt = _lives[isin].acceleratedAt;
        return acceleratedAt == 0 ? header.maturityDate : acceleratedAt;
    }

    /// @dev At maturity as the terms say; after acceleration what is claimed, less what was recovered.
    function _priceOf(
        bytes12 isin,
        uint256 redemption,
        IBondSchedules.Header memory header
    ) internal view returns (uint256 price) {
        if (redemption != MATURITY) {
            // a unit that is redeemed late has had the repayments since
            IBondSchedules.Option memory option = schedules.optionOf(isin, redemption - 1);
            uint256 face = schedules.faceAt(isin, option.date);
            uint256 left = schedules.faceEntitledAt(isin, block.timestamp);
            return _less(option.pricePerUnit, _less(face, left));
        }
        if (_lives[isin].acceleratedAt == 0) return header.redemptionPerUnit;
        price = _claims[isin];
        uint256 count = schedules.paymentCount(isin);
        for (uint256 i = header.regularPayments; i < count; ++i) {
            IBondSchedules.Payment memory recovery = schedules.paymentOf(isin, i);
            if (block.timestamp < recovery.recordCutoff) continue;
            IPaymentAgent.Status memory status = _paymentAgent.statusOf(isin, i);
            if (status.funded >= status.required) price = _less(price, recovery.principalPerUnit);
        }
    }

    function _less(uint256 amount, uint256 deduction) private pure returns (uint256) {
        return amount > deduction ? amount - deduction : 0;
    }

    /// @dev Money missing for the units still to be redeemed.
    function _missing(
        bytes12 isin,
        uint256 redemption,
        IBondSchedules.Header memory header
    ) internal view returns (uint256) {
        Record memory record = _records[isin][redemption];
        uint256 needed = _unitsOf(isin, redemption, header) * _priceOf(isin, redemption, header);
        uint256 there = record.funded - record.spent;
        return needed > there ? needed - there : 0;
    }

    // ------------------------------------------------------------------ checks

    function _requireFunded(
        bytes12 isin,
        uint256 redemption,
        IBondSchedules.Header memory header
    ) internal view {
        uint256 missing = _missing(isin, redemption, header);
        if (missing == 0) return;
        uint256 there = _records[isin][redemption].funded - _records[isin][redemption].spent;
        revert IRedemptions.RedemptionUnderfunded(isin, redemption, there, there + missing, missing);
    }

    function _requireOpen(bytes12 isin, uint256 redemption) internal view {
        if (redemption != MATURITY && !_records[isin][redemption].isAnnounced) {
            revert IRedemptions.RedemptionNotOpen(isin, redemption);
        }
    }

    /// @dev Lets transfers go on, unless a draw or a default still stops them.
    function _resumeTransfers(bytes12 isin, IBondSchedules.Header memory header) internal {
        bool isSound = header.tradesInDefault || _lives[isin].standing == IRedemptions.Standing.Performing;
        if (isSound && _openDraws[isin] == 0) IBondToken(header.bond).stopTransfers(false);
    }
}
