//! Money, counted in cents.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// An amount of US dollars, which is what the cloud bills in, in cents. Below zero is what is given back.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// An amount as the cloud writes it: a number of dollars, with cents behind the point. `None` for what is no amount.
    pub fn from_dollars(dollars: f64) -> Option<Self> {
        let cents = (dollars * 100.0).round();
        // Below that every number of cents is exact.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "within the range just checked"
        )]
        (cents.abs() < 9e15).then_some(Self(cents as i64))
    }

    /// In cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// In dollars, for a formatter.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 cents")]
    pub fn dollars(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// This much for `whole`, so how much for `part`: `self × part ÷ whole`, to the nearest cent. `None` when `whole` is 0.
    pub fn share(self, part: i64, whole: i64) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let (product, whole) = (i128::from(self.0) * i128::from(part), i128::from(whole));
        let (product, whole) = if whole < 0 {
            (-product, -whole)
        } else {
            (product, whole)
        };
        let rounded = (product * 2 + whole * product.signum()) / (whole * 2);
        i64::try_from(rounded).ok().map(Self)
    }

    /// What is left of it after so much was taken off.
    pub fn after(self, discount: Percent) -> Self {
        self.share(10_000 - i64::from(discount.0), 10_000)
            .unwrap_or(self)
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// A part of a hundred, 0 to 100, in hundredths of a per cent.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Percent(u16);

impl Percent {
    /// As the cloud writes it; what is not between 0 and 100 is taken for the nearer end.
    pub fn from_number(percent: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped; what is no number becomes 0"
        )]
        Self((percent.clamp(0.0, 100.0) * 100.0).round() as u16)
    }

    /// As a number from 0 to 100.
    pub fn number(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dollars_are_read_to_the_cent() {
        for (dollars, cents) in [
            (0.0, Some(0)),
            (4.0, Some(400)),
            (0.1 + 0.2, Some(30)),
            (-12.345, Some(-1235)),
            (1e13, Some(1_000_000_000_000_000)),
            (1e300, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(
                Money::from_dollars(dollars).map(Money::cents),
                cents,
                "{dollars}"
            );
        }
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_cent() {
        for (whole, part, of, share) in [
            (1000, 1, 3, Some(333)),
            (1000, 2, 3, Some(667)),
            (1000, -2, 3, Some(-667)),
            (1, 1, 2, Some(1)),
            (-1, 1, 2, Some(-1)),
            (1000, 1, -3, Some(-333)),
            (1000, 1, 0, None),
            (i64::MAX, i64::MAX, 1, None),
        ] {
            let share_found = Money::from_cents(whole).share(part, of).map(Money::cents);
            assert_eq!(share_found, share, "{whole} × {part} ÷ {of}");
        }
    }

    #[test]
    fn a_discount_is_taken_off() {
        let hundred = Money::from_cents(10_000);
        assert_eq!(hundred.after(Percent::default()), hundred);
        assert_eq!(hundred.after(Percent::from_number(35.0)).cents(), 6_500);
        assert_eq!(hundred.after(Percent::from_number(12.5)).cents(), 8_750);
        assert_eq!(hundred.after(Percent::from_number(130.0)), Money::ZERO);
        assert_eq!(hundred.after(Percent::from_number(-1.0)), hundred);
        assert_eq!(hundred.after(Percent::from_number(f64::NAN)), hundred);
    }

    proptest! {
        #[test]
        fn the_shares_of_all_make_the_whole(cents in -1_000_000_i64..1_000_000, seats in 1_i64..5_000) {
            prop_assert_eq!(Money::from_cents(cents).share(seats, seats), Some(Money::from_cents(cents)));
        }

        #[test]
        fn what_is_read_is_what_was_written(cents in -1_000_000_000_i64..1_000_000_000) {
            let money = Money::from_cents(cents);
            prop_assert_eq!(Money::from_dollars(money.dollars()), Some(money));
        }
    }
}
