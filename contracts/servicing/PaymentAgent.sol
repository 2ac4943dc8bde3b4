// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IPaymentAgent} from "../interfaces/IPaymentAgent.sol";
import {IRedemptions} from "../interfaces/IRedemptions.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {Paymaster} from "./Paymaster.sol";

/// @title PaymentAgent
/// @notice See {IPaymentAgent}.
/// @dev A holder has one bit for each payment of a bond, so it is paid once; the units paid are counted, so a payment is
/// completed only when they are all units of the record date. Trusts what {Paymaster} trusts, and the bonds for balances
/// at record dates. Upholds INV-8.
contract PaymentAgent is IPaymentAgent, Paymaster {
    uint256 private constant FROZEN_FLAG = 1 << 255;

    struct Run {
        uint112 funded;
        uint112 spent;
        bool isCompleted;
        uint112 paidUnits;
    }

    /// @dev What a page works with, and what it adds up.
    struct Page {
        bytes12 isin;
        uint256 payment;
        uint256 mark;
        IBondSchedules.Header header;
        IBondSchedules.Due due;
        ITaxTable.Rates[4] rates;
        uint256 units;
        uint256 spent;
        uint256 tax;
    }

    mapping(bytes12 isin => mapping(uint256 payment => Run)) private _runs;
    mapping(bytes12 isin => mapping(address holder => uint256 marks)) private _paid;

    constructor(
        address authority_,
        IBondSchedules schedules_,
        ITaxTable taxTable_
    ) Paymaster(authority_, schedules_, taxTable_) {}

    // ------------------------------------------------------------------ funding

    /// @inheritdoc IPaymentAgent
    function fund(bytes12 isin, uint256 payment, uint256 amount) external returns (uint256 taken) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        IBondSchedules.Due memory due = schedules.dueOf(isin, payment);
        Run storage run = _runs[isin][payment];
        // Check:
        _requirePayable(isin, payment, header, due, run);
        uint256 required = _required(due, _supplyOf(header, due));
        uint256 missing = required > run.funded ? required - run.funded : 0;
        taken = amount < missing ? amount : missing;
        if (taken == 0) revert PaymentFullyFunded(isin, payment, run.funded);

        // Effect:
        // casting is safe: no amount exceeds the currency's supply, which has 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        run.funded += uint112(taken);
        emit PaymentFunded(isin, payment, msg.sender, taken, run.funded);

        // Interaction:
        _collect(header.currency, taken);
    }

    /// @inheritdoc IPaymentAgent
    function returnFunding(bytes12 isin, uint256 payment) external restricted returns (uint256 amount) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        IBondSchedules.Due memory due = schedules.dueOf(isin, payment);
        Run storage run = _runs[isin][payment];
        // Check:
        _requireAgent(isin, header);
        if (run.isCompleted) revert PaymentAlreadyCompleted(isin, payment);
        amount = run.funded;
        uint256 required = _required(due, _supplyOf(header, due));
        if (amount >= required && _voidSince(isin, payment, header, due) == 0) {
            revert PaymentFundsBound(isin, payment, amount, required);
        }

        // Effect: nothing is spent of what does not suffice
        run.funded = 0;
        emit FundingReturned(isin, payment, _issuerAccount(header), amount);

        // Interaction:
        _payOut(isin, header.currency, _issuerAccount(header), amount, false);
    }

    // ------------------------------------------------------------------ payment

    /// @inheritdoc IPaymentAgent
    function pay(bytes12 isin, uint256 payment, address[] calldata holders) external returns (uint256 units) {
        Page memory page;
        page.isin = isin;
        page.payment = payment;
        page.mark = 1 << payment;
        page.header = schedules.headerOf(isin);
        page.due = schedules.dueOf(isin, payment);
        Run storage run = _runs[isin][payment];

        // Check:
        uint256 supply = _requireDue(page, run);

        // Effect: holder by holder; the currency calls nobody
        page.rates = taxTable.ratesAt(page.header.instrumentClass, page.due.payFrom);
        IBondToken bond = IBondToken(page.header.bond);
        uint256[] memory entitled = bond.entitlementsAt(
            bond.indexOfRecordDate(page.due.recordCutoff),
            holders
        );
        mapping(address holder => uint256) storage paid = _paid[isin];
        uint32[] memory classes = _registry.classesOfAll(holders);
        for (uint256 i = 0; i < holders.length; ++i) {
            _payHolder(page, paid, holders[i], entitled[i], classes[i]);
        }
        _closePage(page, run, supply);
        return page.units;
    }

    /// @dev Pays one holder what it is due, once.
    function _payHolder(
        Page memory page,
        mapping(address holder => uint256) storage paid,
        address holder,
        uint256 entitled,
        uint32 classes
    ) private {
        uint256 units = entitled & ~FROZEN_FLAG;
        if (units == 0) return;
        uint256 marks = paid[holder];
        if (marks & page.mark != 0) return;

        // Effect:
        paid[holder] = marks | page.mark;
        uint256 face;
        uint256 principal;
        unchecked {
            // units have 112 bits, and what one of them has at most 128
            face = units * page.due.facePerUnit;
            principal = units * page.due.principalPerUnit;
        }
        uint256 interest = CouponMath.interest(face, page.due.interestPerYenE13);
        (uint256 national, uint256 local) = _taxOn(interest, classes, page.rates);
        uint256 net;
        unchecked {
            // parts of what all units of the record date need, which {_required} has added up
            page.units += units;
            page.spent += interest + principal;
            page.tax += national + local;
            net = interest + principal - national - local;
        }
        emit HolderPaid(page.isin, page.payment, holder, units, interest, principal, national, local);

        // Interaction:
        _payOut(page.isin, page.header.currency, holder, net, entitled & FROZEN_FLAG != 0);
    }

    /// @dev Books the page, pays its tax, and gives back what truncation left once all units are paid.
    function _closePage(Page memory page, Run storage run, uint256 supply) private {
        // Effect:
        // casting is safe: units and money are at most the supplies of their tokens, which have 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        run.paidUnits += uint112(page.units);
        // forge-lint: disable-next-line(unsafe-typecast)
        run.spent += uint112(page.spent);
        address currency = page.header.currency;
        if (page.tax != 0) {
            emit TaxPaid(page.isin, page.payment, page.header.taxAccount, page.tax);
            _payOut(page.isin, currency, page.header.taxAccount, page.tax, false);
        }
        if (run.paidUnits != supply) return;
        run.isCompleted = true;
        uint256 returned = run.funded - run.spent;
        emit PaymentCompleted(page.isin, page.payment, supply, run.spent, returned);
        _payOut(page.isin, currency, _issuerAccount(page.header), returned, false);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPaymentAgent
    function statusOf(bytes12 isin, uint256 payment) external view returns (Status memory) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        IBondSchedules.Due memory due = schedules.dueOf(isin, payment);
        Run memory run = _runs[isin][payment];
        uint256 supply = _supplyOf(header, due);
        return
            Status({
                supply: supply,
                required: _required(due, supply),
                funded: run.funded,
                spent: run.spent,
                paidUnits: run.paidUnits,
                isCompleted: run.isCompleted
            });
    }

    /// @inheritdoc IPaymentAgent
    function isPaid(bytes12 isin, uint256 payment, address holder) external view returns (bool) {
        return _paid[isin][holder] & (1 << payment) != 0;
    }

    /// @inheritdoc IPaymentAgent
    function isOverdue(bytes12 isin, uint256 payment) external view returns (bool) {
        Run memory run = _runs[isin][payment];
        if (run.isCompleted) return false;
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        uint256 payFrom = schedules.paymentOf(isin, payment).payFrom;
        if (block.timestamp < payFrom + header.gracePeriod) return false;
        IBondSchedules.Due memory due = schedules.dueOf(isin, payment);
        if (_voidSince(isin, payment, header, due) != 0) return false;
        return run.funded < _required(due, _supplyOf(header, due));
    }

    // ------------------------------------------------------------------ internal

    /// @return supply Units at the record date.
    function _requireDue(Page memory page, Run storage run) private view returns (uint256 supply) {
        IBondSchedules.Due memory due = page.due;
        _requirePayable(page.isin, page.payment, page.header, due, run);
        if (block.timestamp < due.payFrom) {
            revert PaymentTooEarly(page.isin, page.payment, due.payFrom, block.timestamp);
        }
        supply = _supplyOf(page.header, due);
        uint256 required = _required(due, supply);
        if (run.funded < required) {
            revert PaymentUnderfunded(page.isin, page.payment, run.funded, required, required - run.funded);
        }
        _requireRunning(page.header.currency);
    }

    function _requirePayable(
        bytes12 isin,
        uint256 payment,
        IBondSchedules.Header memory header,
        IBondSchedules.Due memory due,
        Run storage run
    ) private view {
        if (run.isCompleted) revert PaymentAlreadyCompleted(isin, payment);
        uint256 since = _voidSince(isin, payment, header, due);
        if (since != 0) revert PaymentVoid(isin, payment, since);
        if (!due.isRateFinal) revert PaymentRateOpen(isin, payment);
    }

    /// @dev When the bond was accelerated, if that made this payment of the term sheet void; else zero.
    function _voidSince(
        bytes12 isin,
        uint256 payment,
        IBondSchedules.Header memory header,
        IBondSchedules.Due memory due
    ) private view returns (uint256 acceleratedAt) {
        if (payment >= header.regularPayments) return 0;
        address servicing = IBondToken(header.bond).servicing();
        acceleratedAt = IRedemptions(servicing).lifeOf(isin).acceleratedAt;
        if (due.payFrom <= acceleratedAt) acceleratedAt = 0;
    }

    /// @dev Units that a payment is for: those at its record date, before that those of now.
    function _supplyOf(
        IBondSchedules.Header memory header,
        IBondSchedules.Due memory due
    ) private view returns (uint256) {
        IBondToken bond = IBondToken(header.bond);
        if (block.timestamp < due.recordCutoff) return IERC20(header.bond).totalSupply();
        return bond.supplyAtRecordDate(bond.indexOfRecordDate(due.recordCutoff));
    }

    /// @dev What all units together need at most.
    function _required(IBondSchedules.Due memory due, uint256 supply) private pure returns (uint256) {
        uint256 interest = CouponMath.interest(supply * due.facePerUnit, due.interestPerYenE13);
        return interest + supply * due.principalPerUnit;
    }
}
