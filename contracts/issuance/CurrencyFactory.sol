// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {Ascii} from "../libraries/Ascii.sol";
import {Instruments} from "../libraries/Instruments.sol";
import {DigitalCurrency} from "../tokens/DigitalCurrency.sol";
import {InstrumentFactory} from "./InstrumentFactory.sol";

/// @title CurrencyFactory
/// @notice See {ICurrencyFactory}.
/// @dev Trusts what {InstrumentFactory} trusts, and its registry. Holds nothing.
contract CurrencyFactory is ICurrencyFactory, InstrumentFactory {
    uint8 private constant MAX_DECIMALS = 18;

    constructor(
        address authority_,
        IParticipantRegistry registry_
    ) InstrumentFactory(authority_, registry_, type(DigitalCurrency).creationCode) {}

    /// @inheritdoc ICurrencyFactory
    function createCurrency(
        bytes3 currencyCode,
        uint8 decimals,
        string calldata name
    ) external restricted returns (address currency) {
        // Check:
        if (!Ascii.isCurrencyCode(currencyCode)) revert CurrencyFactoryInvalidCode(currencyCode);
        if (decimals > MAX_DECIMALS) {
            revert CurrencyFactoryInvalidDecimals(currencyCode, decimals, MAX_DECIMALS);
        }
        if (bytes(name).length == 0) revert CurrencyFactoryMissingName(currencyCode);
        registry.requireEligible(address(0), msg.sender, 0);
        if (exists(currencyCode, msg.sender)) {
            revert CurrencyFactoryDuplicate(currencyCode, msg.sender, currencyOf(currencyCode, msg.sender));
        }

        // Effect:
        currency = _create(
            Instruments.currencySalt(currencyCode, msg.sender),
            abi.encode(Definition(currencyCode, msg.sender, decimals, name))
        );
        emit CurrencyCreated(currencyCode, msg.sender, currency, decimals, name);
    }

    /// @inheritdoc ICurrencyFactory
    function currencyOf(bytes3 currencyCode, address settlementBank) public view returns (address currency) {
        return _addressOf(Instruments.currencySalt(currencyCode, settlementBank));
    }

    /// @inheritdoc ICurrencyFactory
    function exists(bytes3 currencyCode, address settlementBank) public view returns (bool) {
        return currencyOf(currencyCode, settlementBank).code.length != 0;
    }
}
