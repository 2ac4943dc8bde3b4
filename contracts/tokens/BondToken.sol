// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IBondServicing} from "../interfaces/IBondServicing.sol";
import {IERC1643} from "../interfaces/IERC1643.sol";
import {IPrimaryMarket} from "../interfaces/IPrimaryMarket.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {AccountWord, AccountWords} from "../libraries/AccountWord.sol";
import {Ascii} from "../libraries/Ascii.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TokenState, TokenStates} from "../libraries/TokenState.sol";
import {LockUps} from "./LockUps.sol";
import {TokenLedger} from "./TokenLedger.sol";

/// @title BondToken
/// @notice See {IBondToken}.
/// @dev The constructor takes no arguments and reads the terms back from the factory, so that one creation code hash
/// serves every bond and an address follows from an ISIN alone.
/// Record dates need no transaction: an account's word says in which period its balance last changed, and the balance
/// is written aside the first time it changes in a later one.
/// Trusts what {RegulatedToken} trusts, and its factory while it is created. Upholds INV-6 and INV-7.
contract BondToken is LockUps {
    using EnumerableSet for EnumerableSet.Bytes32Set;

    struct Document {
        string uri;
        bytes32 documentHash;
        uint256 lastModified;
    }

    bytes12 private immutable _isin;
    address private immutable _issuer;
    bytes3 private immutable _currency;
    uint128 private immutable _denomination;
    uint112 private immutable _units;
    uint32 private immutable _requiredClasses;
    uint40 private immutable _issueDate;
    uint40 private immutable _maturityDate;
    uint40 private immutable _closedFrom;
    bytes32 private immutable _termsHash;
    bytes32 private immutable _scheduleHash;
    /// @inheritdoc IBondToken
    address public immutable servicing;
    /// @inheritdoc IBondToken
    address public immutable primaryMarket;

    uint256 private constant SINCE_SHIFT = 112;

    string private _name;
    uint40[] private _recordCutoffs;

    /// @dev Index: the last record date at which the balance stood. Value: the period since which it stood (from bit
    /// 112), and the balance. A balance of zero is not written: outside [since, index] the account held nothing.
    /// One word an entry and no length: {_balanceAt} finds an entry by looking upwards, mostly at once.
    mapping(address account => mapping(uint256 index => uint256)) private _history;

    EnumerableSet.Bytes32Set private _documentNames;
    mapping(bytes32 name => Document) private _documents;

    modifier onlyServicing() {
        if (msg.sender != servicing) revert BondTokenNotServicing(_isin, msg.sender, servicing);
        _;
    }

    modifier onlyPrimaryMarket() {
        if (msg.sender != primaryMarket) {
            revert BondTokenNotPrimaryMarket(_isin, msg.sender, primaryMarket);
        }
        _;
    }

    modifier onlyIssuerAgent() {
        address account = _issuerAccount();
        if (!registry.isOperator(account, msg.sender, Scopes.ISSUE)) {
            revert BondTokenNotAppointed(_isin, msg.sender, account);
        }
        _;
    }

    constructor()
        ERC20("", "")
        ERC20Permit("Kessai Bond")
        AccessManaged(IAccessManaged(msg.sender).authority())
        TokenLedger(IBondFactory(msg.sender).registry(), IBondFactory(msg.sender).settlement())
    {
        Terms memory given = abi.decode(IBondFactory(msg.sender).definitionInCreation(), (Terms));
        _isin = given.isin;
        _issuer = given.issuer;
        _currency = given.currency;
        _denomination = given.denomination;
        _units = given.units;
        _requiredClasses = given.requiredClasses;
        _issueDate = given.issueDate;
        _maturityDate = given.maturityDate;
        _closedFrom = given.closedFrom;
        _termsHash = given.termsHash;
        _scheduleHash = given.scheduleHash;
        servicing = IBondFactory(msg.sender).servicing();
        primaryMarket = IBondFactory(msg.sender).primaryMarket();
        _name = given.name;
        _recordCutoffs = given.recordCutoffs;
        _state = _state.withSchedule(0, _cutoffAt(0));
    }

    // ------------------------------------------------------------------ life

    /// @inheritdoc IBondToken
    function issue() external restricted onlyIssuerAgent {
        // Check:
        if (_state.has(TokenStates.OUTSTANDING)) revert BondTokenAlreadyIssued(_isin);
        if (primaryMarket != address(0) && IPrimaryMarket(primaryMarket).isUnderWay(_isin)) {
            revert BondTokenOffered(_isin);
        }
        _issueTo(_issuerAccount(), _units);
    }

    /// @inheritdoc IBondToken
    function issueUnits(uint112 units) external onlyPrimaryMarket onlyIssuerAgent {
        _issueTo(_issuerAccount(), units);
    }

    function _issueTo(address account, uint112 units) private {
        // Check:
        _requireOpen(_state);
        if (!IBondServicing(servicing).isScheduled(_isin)) revert BondTokenNotScheduled(_isin, servicing);

        // Effect:
        if (!_state.has(TokenStates.OUTSTANDING)) _state = _state.toggled(TokenStates.OUTSTANDING);
        _mint(account, units);
        emit BondIssued(_isin, account, units, uint256(units) * _denomination);
    }

    /// @inheritdoc IBondToken
    function lockUp(address account, uint112 units, uint40 until) external onlyPrimaryMarket {
        // Check:
        if (until <= block.timestamp) revert BondTokenInvalidLockUp(_isin, account, until, block.timestamp);
        // Effect:
        _addLockUp(account, until, units);
    }

    /// @inheritdoc IBondToken
    function terms() external view returns (Terms memory) {
        return
            Terms({
                isin: _isin,
                name: _name,
                issuer: _issuer,
                currency: _currency,
                denomination: _denomination,
                units: _units,
                requiredClasses: _requiredClasses,
                issueDate: _issueDate,
                maturityDate: _maturityDate,
                closedFrom: _closedFrom,
                recordCutoffs: _recordCutoffs,
                termsHash: _termsHash,
                scheduleHash: _scheduleHash
            });
    }

    /// @inheritdoc IBondToken
    function isIssued() external view returns (bool) {
        return _state.has(TokenStates.OUTSTANDING);
    }

    /// @inheritdoc IBondToken
    function lifeCycle() external view returns (LifeCycle) {
        if (block.timestamp >= _maturityDate) return LifeCycle.Matured;
        if (_isClosed(_state)) return LifeCycle.Closed;
        if (_state.has(TokenStates.STOPPED)) return LifeCycle.Stopped;
        return _isOutstanding() ? LifeCycle.Outstanding : LifeCycle.Planned;
    }

    // ------------------------------------------------------------------ servicing

    /// @inheritdoc IBondToken
    function redeem(address account, uint256 units) external onlyServicing {
        // Check:
        _requireAccounts(account, account);
        // Effect:
        _extinguish(account, units);
    }

    /// @inheritdoc IBondToken
    function stopTransfers(bool stopped) external onlyServicing {
        // Check:
        if (_state.has(TokenStates.STOPPED) == stopped) return;
        // Effect:
        _state = _state.toggled(TokenStates.STOPPED);
        emit TransfersStopped(_isin, stopped);
    }

    /// @inheritdoc IBondToken
    function closeRegister() external onlyServicing {
        // Check:
        if (_state.has(TokenStates.CLOSED)) return;
        // Effect:
        _state = _state.toggled(TokenStates.CLOSED);
        emit RegisterClosed(_isin);
    }

    /// @inheritdoc IBondToken
    function addRecordDate(uint40 cutoff) external onlyServicing {
        // Check: what has passed does not change
        if (cutoff <= block.timestamp) revert BondTokenRecordDatePassed(_isin, cutoff, block.timestamp);
        uint256 period = _enterPeriod(_state);
        uint256 index = _recordCutoffs.length;
        if (index + 1 >= type(uint16).max) revert BondTokenTooManyRecordDates(_isin, index);

        // Effect: later ones move up
        _recordCutoffs.push(cutoff);
        for (; index > period && _recordCutoffs[index - 1] > cutoff; --index) {
            _recordCutoffs[index] = _recordCutoffs[index - 1];
        }
        if (index > period && _recordCutoffs[index - 1] == cutoff) {
            revert BondTokenDuplicateRecordDate(_isin, cutoff);
        }
        _recordCutoffs[index] = cutoff;
        _state = _state.withSchedule(period, _cutoffAt(period));
        emit RecordDateAdded(_isin, index, cutoff);
    }

    // ------------------------------------------------------------------ documents

    /// @inheritdoc IERC1643
    /// @dev Requirements: the caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    function setDocument(
        bytes32 name_,
        string calldata uri,
        bytes32 documentHash
    ) external restricted onlyIssuerAgent {
        // Effect:
        _documentNames.add(name_);
        _documents[name_] = Document(uri, documentHash, block.timestamp);
        emit DocumentUpdated(name_, uri, documentHash);
    }

    /// @inheritdoc IERC1643
    /// @dev Requirements: as for {setDocument}; the document must exist.
    function removeDocument(bytes32 name_) external restricted onlyIssuerAgent {
        // Check:
        if (!_documentNames.remove(name_)) revert BondTokenUnknownDocument(_isin, name_);
        // Effect:
        Document memory document = _documents[name_];
        delete _documents[name_];
        emit DocumentRemoved(name_, document.uri, document.documentHash);
    }

    /// @inheritdoc IERC1643
    function getDocument(
        bytes32 name_
    ) external view returns (string memory uri, bytes32 documentHash, uint256 lastModified) {
        Document memory document = _documents[name_];
        return (document.uri, document.documentHash, document.lastModified);
    }

    /// @inheritdoc IERC1643
    function getAllDocuments() external view returns (bytes32[] memory names) {
        return _documentNames.values();
    }

    // ------------------------------------------------------------------ record dates

    /// @inheritdoc IBondToken
    function recordDatesPassed() public view returns (uint256) {
        return _periodFrom(_state.period());
    }

    /// @inheritdoc IBondToken
    function balanceAtRecordDate(address account, uint256 index) external view returns (uint256) {
        _requirePassed(index);
        return account == address(0) ? 0 : _balanceAt(account, index);
    }

    /// @inheritdoc IBondToken
    function supplyAtRecordDate(uint256 index) external view returns (uint256) {
        _requirePassed(index);
        return _balanceAt(address(0), index);
    }

    /// @inheritdoc IBondToken
    function indexOfRecordDate(uint40 cutoff) public view returns (uint256 index) {
        uint256 count = _recordCutoffs.length;
        while (index < count && _recordCutoffs[index] != cutoff) ++index;
        if (index == count) revert BondTokenUnknownRecordDate(_isin, cutoff, count);
    }

    /// @inheritdoc IBondToken
    function entitlementsAt(
        uint256 index,
        address[] calldata accounts
    ) external view returns (uint256[] memory units) {
        _requirePassed(index);
        units = new uint256[](accounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) {
            address account = accounts[i];
            if (account == address(0)) continue;
            uint256 flag = _accountWord(account).isUnfrozen() || !_hasFreeze(account) ? 0 : 1 << 255;
            units[i] = _balanceAt(account, index) | flag;
        }
    }

    // ------------------------------------------------------------------ token views

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        return _name;
    }

    /// @inheritdoc ERC20
    /// @dev The ISIN.
    function symbol() public view override returns (string memory) {
        return Ascii.toString(_isin, 12);
    }

    /// @inheritdoc ERC20
    /// @dev A unit is indivisible.
    function decimals() public pure override returns (uint8) {
        return 0;
    }

    /// @inheritdoc IRegulatedToken
    function requiredClassesOf(
        address receiver
    ) public view override(TokenLedger, IRegulatedToken) returns (uint32) {
        return receiver == _issuer ? 0 : _requiredClasses;
    }

    // ------------------------------------------------------------------ what bonds add to a movement

    function _enterPeriod(TokenState state) internal override returns (uint256 period) {
        period = state.period();
        if (block.timestamp < state.nextCutoff()) return period;

        // Effect: at the first movement after a record date
        uint256 supply = totalSupply();
        for (uint256 passed = _periodFrom(period); period < passed; ++period) {
            emit RecordDatePassed(_isin, period, _recordCutoffs[period], supply);
        }
        _state = state.withSchedule(period, _cutoffAt(period));
    }

    function _remember(address account, uint256 balance, uint256 since, uint256 current) internal override {
        if (balance == 0) return;
        _history[account][current - 1] = (since << SINCE_SHIFT) | balance;
    }

    function _requireTradable(TokenState state) internal view override {
        if (state.isTrading() && block.timestamp >= _issueDate && block.timestamp < _closedFrom) return;
        // The most specific reason
        if (!state.has(TokenStates.OUTSTANDING)) revert BondTokenNotOutstanding(_isin);
        if (block.timestamp < _issueDate) revert BondTokenNotPaidFor(_isin, _issueDate, block.timestamp);
        _requireOpen(state);
    }

    function _requireHoldable(TokenState state) internal view override {
        _requireOpen(state);
    }

    function _requireAllEligible(uint256[] calldata accounts) internal view override {
        registry.requireAllEligible(accounts, _requiredClasses, _issuer);
    }

    /// @dev The successor of the issuer's lost key is the issuer.
    function _classesOnAuthority(address receiver) internal view override returns (uint32) {
        return receiver == _issuerAccount() ? 0 : _requiredClasses;
    }

    function _lifeCycleRestrictions() internal view override returns (uint256 mask) {
        if (!_isOutstanding()) mask |= Restrictions.NOT_OUTSTANDING;
        if (_isClosed(_state) || _state.has(TokenStates.STOPPED)) mask |= Restrictions.CLOSED_PERIOD;
    }

    // ------------------------------------------------------------------ internal

    function _isinOf() internal view override returns (bytes12) {
        return _isin;
    }

    /// @dev Whether a freeze of the account or of an amount is recorded; a lock-up is none.
    function _hasFreeze(address account) private view returns (bool) {
        AccountWord word = _accountWord(account);
        return word.has(AccountWords.ACCOUNT_FROZEN) || _frozenAmount(account, word) != 0;
    }

    /// @dev The issuer, or the successor of its lost key.
    function _issuerAccount() private view returns (address) {
        address successor = registry.successorOf(_issuer);
        return successor == address(0) ? _issuer : successor;
    }

    function _isOutstanding() private view returns (bool) {
        return _state.has(TokenStates.OUTSTANDING) && block.timestamp >= _issueDate;
    }

    function _isClosed(TokenState state) private view returns (bool) {
        return block.timestamp >= _closedFrom || state.has(TokenStates.CLOSED);
    }

    function _requireOpen(TokenState state) private view {
        if (_isClosed(state)) revert BondTokenClosed(_isin, _closedFrom, block.timestamp);
        if (state.has(TokenStates.STOPPED)) revert BondTokenStopped(_isin);
    }

    function _requirePassed(uint256 index) private view {
        uint256 count = _recordCutoffs.length;
        if (index >= count) revert BondTokenUnknownRecordDate(_isin, index, count);
        uint256 cutoff = _recordCutoffs[index];
        if (block.timestamp < cutoff) revert BondTokenRecordDateOpen(_isin, index, cutoff, block.timestamp);
    }

    function _cutoffAt(uint256 index) private view returns (uint256) {
        return index < _recordCutoffs.length ? _recordCutoffs[index] : type(uint40).max;
    }

    /// @dev The number of record dates passed now, counted on from `period`.
    function _periodFrom(uint256 period) private view returns (uint256) {
        while (_cutoffAt(period) <= block.timestamp) ++period;
        return period;
    }

    /// @dev Period p lasts from record date p - 1 to record date p: what stands unchanged since period p <= index
    /// stood at record date `index`. The first entry from `asked` on is the one that stood then, or nothing did.
    function _balanceAt(address account, uint256 asked) private view returns (uint256) {
        AccountWord word = _accountWord(account);
        uint256 changed = word.period();
        if (changed <= asked) return word.balance();

        mapping(uint256 => uint256) storage history = _history[account];
        for (uint256 index = asked; index < changed; ++index) {
            uint256 stood = history[index];
            if (stood != 0) return stood >> SINCE_SHIFT <= asked ? uint112(stood) : 0;
        }
        return 0;
    }
}
