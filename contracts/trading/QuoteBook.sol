// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IQuotes} from "../interfaces/IQuotes.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {QuoteHash} from "../libraries/QuoteHash.sol";
import {Scopes} from "../libraries/Scopes.sol";

/// @title QuoteBook
/// @notice See {IQuotes}.
/// @dev The memory of {RequestForQuote} about dealers: which quotes are used up, and how far each dealer was taken up. A dealer's
/// numbers share words, 128 each, as most of what it quotes is never accepted; what it allows in a bond is one word, which
/// also says from which number on its quotes count, so that nothing else need be read.
abstract contract QuoteBook is IQuotes, EIP712 {
    using Approvals for IParticipantRegistry;
    using QuoteHash for Quote;
    using QuoteHash for GiveUp;

    /// @dev Two bits a number.
    uint256 private constant NUMBERS_PER_WORD = 128;
    /// @dev A number of which something was taken, and something is left: no other quote can have it.
    uint256 private constant BOUND = 1;
    /// @dev A number that is used up or cancelled.
    uint256 private constant ENDED = 2;
    /// @dev {ENDED}, for every number of a word.
    uint256 private constant ALL_ENDED = (type(uint256).max / 3) * 2;
    uint256 private constant MOST_CANCELLED = 65_536;
    uint256 private constant MOST_BONDS = 1_000;
    uint256 private constant FURTHEST_FLOOR = 1 << 32;

    mapping(address dealer => mapping(bytes12 isin => Exposure)) private _exposures;
    mapping(address dealer => bytes12[]) private _isins;
    /// @inheritdoc IQuotes
    mapping(address dealer => uint48) public floorOf;
    mapping(address dealer => mapping(uint256 place => uint256 bits)) private _used;
    mapping(bytes32 quote => uint256) private _taken;
    mapping(bytes32 giveUp => uint256) private _givenUp;

    // ------------------------------------------------------------------ the dealer's limits

    /// @inheritdoc IQuotes
    function setExposure(bytes12 isin, uint64 sellCap, uint64 buyCap) external {
        Exposure memory previous = _exposures[msg.sender][isin];
        bytes12[] storage isins = _isins[msg.sender];
        // Check:
        if (!previous.isOpen && isins.length == MOST_BONDS) {
            revert QuoteTooManyBonds(msg.sender, MOST_BONDS);
        }
        // Effect:
        if (!previous.isOpen) isins.push(isin);
        _exposures[msg.sender][isin] = Exposure({
            floor: floorOf[msg.sender],
            sellCap: sellCap,
            buyCap: buyCap,
            net: 0,
            isOpen: true
        });
        emit ExposureSet(msg.sender, isin, previous.sellCap, previous.buyCap, sellCap, buyCap);
    }

    /// @inheritdoc IQuotes
    function cancelQuotes(address dealer, uint48 from, uint48 to) external {
        // Check:
        _requireCanceller(dealer);
        if (from > to || to - from >= MOST_CANCELLED) revert QuoteInvalidRange(from, to, MOST_CANCELLED);
        // Effect: word by word
        for (uint256 next = from; next <= to;) {
            uint256 place = next / NUMBERS_PER_WORD;
            uint256 last = (place + 1) * NUMBERS_PER_WORD - 1;
            if (last > to) last = to;
            uint256 beyond = NUMBERS_PER_WORD - 1 - (last - next);
            _used[dealer][place] |= (ALL_ENDED >> (2 * beyond)) << _shiftOf(next);
            next = last + 1;
        }
        emit QuotesCancelled(dealer, from, to, msg.sender);
    }

    /// @inheritdoc IQuotes
    function cancelAllQuotes(address dealer, uint48 through) external {
        // Check:
        _requireCanceller(dealer);
        uint48 before = floorOf[dealer];
        uint256 most = uint256(before) + FURTHEST_FLOOR;
        if (through >= most || through == type(uint48).max) revert QuoteInvalidRange(before, through, most);
        uint48 floor = through + 1;
        // Effect:
        if (floor > before) {
            floorOf[dealer] = floor;
            bytes12[] storage isins = _isins[dealer];
            uint256 count = isins.length;
            for (uint256 i = 0; i < count; ++i) _exposures[dealer][isins[i]].floor = floor;
        }
        emit AllQuotesCancelled(dealer, through, msg.sender);
    }

    /// @inheritdoc IQuotes
    function revokeGiveUp(GiveUp calldata giveUp) external {
        bytes32 id = giveUp.hash();
        // Check:
        _requireCanceller(giveUp.broker);
        // Effect:
        _givenUp[id] = type(uint256).max;
        emit GiveUpRevoked(id, giveUp.broker, msg.sender);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IQuotes
    function exposureOf(address dealer, bytes12 isin) external view returns (Exposure memory) {
        return _exposures[dealer][isin];
    }

    /// @inheritdoc IQuotes
    function isQuoteUsed(address dealer, uint48 sequence) external view returns (bool) {
        return (_used[dealer][sequence / NUMBERS_PER_WORD] >> _shiftOf(sequence)) & ENDED != 0;
    }

    /// @inheritdoc IQuotes
    function takenOf(bytes32 quote) external view returns (uint256) {
        return _taken[quote];
    }

    /// @inheritdoc IQuotes
    function givenUpOf(bytes32 giveUp) external view returns (uint256) {
        return _givenUp[giveUp];
    }

    /// @inheritdoc IQuotes
    function quoteId(Quote calldata quote) external pure returns (bytes32) {
        return quote.hash();
    }

    /// @inheritdoc IQuotes
    function quoteDigest(Quote calldata quote) external view returns (bytes32) {
        return _hashTypedDataV4(quote.hash());
    }

    /// @inheritdoc IQuotes
    function giveUpDigest(GiveUp calldata giveUp) external view returns (bytes32) {
        return _hashTypedDataV4(giveUp.hash());
    }

    // ------------------------------------------------------------------ taking

    /// @dev Takes units of a quote. A number is used up with the last of them, and bound to the quote before.
    /// @return before Units that were left before; there may be fewer than are taken, which is for the caller to refuse.
    function _take(bytes32 id, Quote calldata quote, uint256 quantity) internal returns (uint256 before) {
        uint48 sequence = quote.sequence;
        mapping(uint256 => uint256) storage used = _used[quote.dealer];
        uint256 bits = used[sequence / NUMBERS_PER_WORD];
        uint256 shift = _shiftOf(sequence);
        uint256 number = (bits >> shift) & (BOUND | ENDED);
        bool isDivisible = quote.kind == Kind.Divisible;
        uint256 taken = isDivisible ? _taken[id] : 0;
        // Check: a number that is bound is that of the quote of which something was taken
        if (number & ENDED != 0 || (number == BOUND && taken == 0)) revert QuoteUsed(id, sequence);
        before = quote.maximumQuantity - taken;
        // Effect:
        uint256 mark = isDivisible && quantity < before ? BOUND : ENDED;
        if (isDivisible) _taken[id] = taken + quantity;
        if (number & mark == 0) used[sequence / NUMBERS_PER_WORD] = bits | (mark << shift);
    }

    /// @dev Counts units against what the dealer allows in the bond.
    function _expose(bytes32 id, Quote calldata quote, uint256 quantity) internal {
        // Effect:
        _exposures[quote.dealer][quote.isin].net = _requireExposure(id, quote, quantity);
    }

    /// @dev What the dealer has cancelled in the bond, and what it allows there.
    /// @return What it will have sold less what it will have bought.
    function _requireExposure(
        bytes32 id,
        Quote calldata quote,
        uint256 quantity
    ) internal view returns (int72) {
        (address dealer, bytes12 isin, uint48 sequence) = (quote.dealer, quote.isin, quote.sequence);
        Exposure memory exposure = _exposures[dealer][isin];
        // Check:
        if (!exposure.isOpen) revert QuoteExposureNotSet(dealer, isin);
        if (sequence < exposure.floor) revert QuoteCancelled(id, sequence, exposure.floor);
        bool isSale = quote.side == ITrades.Side.Seller;
        int256 net = exposure.net;
        int256 left =
            isSale ? int256(uint256(exposure.sellCap)) - net : int256(uint256(exposure.buyCap)) + net;
        // casting is safe: quantities are sums of few numbers of 112 bits, and nothing negative is cast
        // forge-lint: disable-next-line(unsafe-typecast)
        if (int256(quantity) > left) revert QuoteExceedsExposure(dealer, isin, quantity, uint256(left));
        // within the caps, which have 64 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        return int72(isSale ? net + int256(quantity) : net - int256(quantity));
    }

    /// @dev Takes units of a broker's consent.
    function _giveUp(bytes32 id, GiveUp calldata giveUp, uint256 quantity) internal {
        uint256 given = _requireGiveUpLeft(id, giveUp, quantity);
        // Effect:
        _givenUp[id] = given + quantity;
    }

    /// @return given Units that were taken of it before.
    function _requireGiveUpLeft(
        bytes32 id,
        GiveUp calldata giveUp,
        uint256 quantity
    ) internal view returns (uint256 given) {
        given = _givenUp[id];
        uint256 maximum = giveUp.maximumQuantity;
        uint256 left = given < maximum ? maximum - given : 0;
        // Check:
        if (quantity > left) revert GiveUpExceeded(id, quantity, left);
    }

    // ------------------------------------------------------------------ rules

    function _registry() internal view virtual returns (IParticipantRegistry);

    function _requireCanceller(address account) private view {
        if (!_registry().speaksFor(account, msg.sender, Scopes.CANCEL)) {
            revert QuoteNotYours(account, msg.sender);
        }
    }

    function _shiftOf(uint256 sequence) private pure returns (uint256) {
        return 2 * (sequence % NUMBERS_PER_WORD);
    }
}
