// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IPrimaryMarket} from "../interfaces/IPrimaryMarket.sol";
import {Ascii} from "../libraries/Ascii.sol";
import {Isin} from "../libraries/Isin.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {BondToken} from "../tokens/BondToken.sol";
import {InstrumentFactory} from "./InstrumentFactory.sol";

/// @title BondFactory
/// @notice See {IBondFactory}.
/// @dev Trusts what {InstrumentFactory} trusts, and its registry. Holds nothing: the master is the set of addresses and events.
contract BondFactory is IBondFactory, InstrumentFactory {
    /// @inheritdoc IBondFactory
    address public servicing;
    /// @inheritdoc IBondFactory
    address public primaryMarket;

    constructor(
        address authority_,
        IParticipantRegistry registry_
    ) InstrumentFactory(authority_, registry_, type(BondToken).creationCode) {}

    /// @inheritdoc IBondFactory
    function createBond(IBondToken.Terms calldata terms) external restricted returns (address bond) {
        // Check:
        _requireValid(terms);
        if (!registry.isOperator(terms.issuer, msg.sender, Scopes.ISSUE)) {
            revert BondFactoryNotAppointed(terms.isin, msg.sender, terms.issuer);
        }
        registry.requireEligible(address(0), terms.issuer, 0);
        if (exists(terms.isin)) revert BondFactoryDuplicateIsin(terms.isin, bondOf(terms.isin));

        // Effect:
        // the calldata is the encoding of `terms` that the bond's constructor decodes
        bond = _create(bytes32(terms.isin), msg.data[4:]);
        emit BondCreated(terms.isin, bond, terms.issuer, msg.sender, terms);
    }

    /// @inheritdoc IBondFactory
    function setServicing(address newServicing) external restricted {
        address before = servicing;
        // Check:
        if (newServicing == before || newServicing.code.length == 0) {
            revert BondFactoryInvalidServicing(newServicing);
        }
        // Effect:
        servicing = newServicing;
        emit ServicingChanged(before, newServicing);
    }

    /// @inheritdoc IBondFactory
    function setPrimaryMarket(address newPrimaryMarket) external restricted {
        address before = primaryMarket;
        // Check:
        if (newPrimaryMarket == before || !_answersBonds(newPrimaryMarket)) {
            revert BondFactoryInvalidPrimaryMarket(newPrimaryMarket);
        }
        // Effect:
        primaryMarket = newPrimaryMarket;
        emit PrimaryMarketChanged(before, newPrimaryMarket);
    }

    /// @inheritdoc IBondFactory
    function bondOf(bytes12 isin) public view returns (address bond) {
        return _addressOf(bytes32(isin));
    }

    /// @inheritdoc IBondFactory
    function exists(bytes12 isin) public view returns (bool) {
        return bondOf(isin).code.length != 0;
    }

    /// @dev Whether a bond that asks whether it is being offered would get an answer.
    function _answersBonds(address market) private view returns (bool) {
        (bool isAnswered, bytes memory answer) = market.staticcall(
            abi.encodeCall(IPrimaryMarket.isUnderWay, (bytes12(0)))
        );
        return isAnswered && answer.length == 32;
    }

    function _requireValid(IBondToken.Terms calldata terms) private pure {
        bytes12 isin = terms.isin;
        if (!Isin.isValid(isin)) revert BondFactoryInvalidIsin(isin);
        if (bytes(terms.name).length == 0) revert BondFactoryInvalidTerms(isin, "name");
        if (!Ascii.isCurrencyCode(terms.currency)) revert BondFactoryInvalidTerms(isin, "currency");
        if (terms.denomination == 0) revert BondFactoryInvalidTerms(isin, "denomination");
        if (terms.units == 0) revert BondFactoryInvalidTerms(isin, "units");
        if (terms.termsHash == 0) revert BondFactoryInvalidTerms(isin, "termsHash");
        if (terms.scheduleHash == 0) revert BondFactoryInvalidTerms(isin, "scheduleHash");
        if (terms.closedFrom <= terms.issueDate || terms.closedFrom > terms.maturityDate) {
            revert BondFactoryInvalidTerms(isin, "closedFrom");
        }
        uint256 count = terms.recordCutoffs.length;
        if (count >= type(uint16).max) revert BondFactoryInvalidTerms(isin, "recordCutoffs");
        uint256 previous = terms.issueDate;
        for (uint256 i = 0; i < count; ++i) {
            uint256 cutoff = terms.recordCutoffs[i];
            if (cutoff <= previous || cutoff > terms.maturityDate) {
                revert BondFactoryInvalidRecordCutoff(isin, i, cutoff);
            }
            previous = cutoff;
        }
    }
}
