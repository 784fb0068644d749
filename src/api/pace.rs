//! How fast the cloud may be asked (contract 8), as a pure state machine: it knows no clock but the one it is told.
//!
//! The cloud counts per address of the caller and in windows of time, so this counts in windows, too: in no window of its
//! length does a [`Limit`] let more through than it says.

use std::collections::VecDeque;

/// What is counted together.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Lane {
    /// Reading.
    Get,
    /// Making and doing.
    Post,
    /// Changing.
    Put,
    /// Deleting.
    Delete,
    /// Inviting people into an organisation: counts as [`Lane::Post`], too.
    Invite,
    /// Everything at identity, but for the token.
    Identity,
    /// `POST /connect/token`: counts as [`Lane::Identity`], too.
    Token,
}

impl Lane {
    /// Whether a person who signs in waits for it.
    pub(super) fn is_of_a_form(self) -> bool {
        matches!(self, Self::Identity | Self::Token)
    }
}

/// At most so many in a window.
#[derive(Debug)]
struct Limit {
    count: usize,
    window: i64,
    /// When those of the window were let through, the oldest first.
    past: VecDeque<i64>,
}

impl Limit {
    fn new(count: usize, window: i64) -> Self {
        Self {
            count,
            window,
            past: VecDeque::new(),
        }
    }

    /// How long until one more fits.
    fn wait(&mut self, now: i64) -> i64 {
        while self
            .past
            .front()
            .is_some_and(|then| then + self.window <= now)
        {
            self.past.pop_front();
        }
        match self.past.front() {
            Some(oldest) if self.past.len() >= self.count => oldest + self.window - now,
            _ => 0,
        }
    }
}

/// The limits of one region's cloud.
#[derive(Debug)]
pub(super) struct Pace {
    get: Vec<Limit>,
    post: Vec<Limit>,
    put: Vec<Limit>,
    delete: Vec<Limit>,
    invite: Vec<Limit>,
    identity: Vec<Limit>,
    token: Vec<Limit>,
    /// Nothing passes before: the cloud asked for it.
    quiet_until: i64,
}

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60_000;

impl Pace {
    pub(super) fn new() -> Self {
        // The cloud allows 5 in a second; a call that was held up on the way must not make it six.
        let write = || vec![Limit::new(60, MINUTE), Limit::new(4, SECOND)];
        Self {
            get: vec![Limit::new(200, MINUTE)],
            post: write(),
            put: write(),
            delete: write(),
            invite: vec![Limit::new(5, MINUTE)],
            identity: write(),
            token: vec![Limit::new(10, MINUTE)],
            quiet_until: i64::MIN,
        }
    }

    /// Lets one through, or says how many milliseconds to wait before asking again. Times are milliseconds of any clock
    /// that does not run backwards by itself.
    pub(super) fn claim(&mut self, lane: Lane, now: i64) -> Result<(), i64> {
        let quiet = self.quiet_until.saturating_sub(now);
        let limits = self.limits(lane);
        let wait = limits
            .into_iter()
            .flatten()
            .map(|limit| limit.wait(now))
            .max()
            .unwrap_or(0)
            .max(quiet);
        if wait > 0 {
            return Err(wait);
        }
        for limit in self.limits(lane).into_iter().flatten() {
            limit.past.push_back(now);
        }
        Ok(())
    }

    /// The cloud asked for quiet.
    pub(super) fn hush(&mut self, until: i64) {
        self.quiet_until = self.quiet_until.max(until);
    }

    fn limits(&mut self, lane: Lane) -> [&mut [Limit]; 2] {
        match lane {
            Lane::Get => [&mut self.get, &mut []],
            Lane::Post => [&mut self.post, &mut []],
            Lane::Put => [&mut self.put, &mut []],
            Lane::Delete => [&mut self.delete, &mut []],
            Lane::Invite => [&mut self.post, &mut self.invite],
            Lane::Identity => [&mut self.identity, &mut []],
            Lane::Token => [&mut self.identity, &mut self.token],
        }
    }
}

/// How long to wait before the `attempt`th repetition (from 1), when the cloud does not say: 0.5 s, 1 s, 2 s … up to 30 s,
/// of which the latter half is left to chance (0 to 1), so that many callers do not return at once.
pub(super) fn back_off(attempt: u32, chance: f64) -> i64 {
    let whole = 500_i64
        .saturating_mul(1 << attempt.saturating_sub(1).min(10))
        .min(30_000);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "30 000 at most"
    )]
    let random = (whole as f64 / 2.0 * chance.clamp(0.0, 1.0)) as i64;
    whole / 2 + random
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lets as many through as will, waiting as told, and gives the times.
    fn run(lane: Lane, count: usize) -> Vec<i64> {
        let (mut pace, mut now, mut passed) = (Pace::new(), 0, Vec::new());
        while passed.len() < count {
            match pace.claim(lane, now) {
                Ok(()) => passed.push(now),
                Err(wait) => now += wait,
            }
        }
        passed
    }

    #[test]
    fn the_documented_limits_hold() {
        assert_eq!(run(Lane::Get, 201)[199..], [0, MINUTE]);
        assert_eq!(
            run(Lane::Put, 9)[3..],
            [0, SECOND, SECOND, SECOND, SECOND, 2 * SECOND]
        );
        assert_eq!(run(Lane::Invite, 6)[4..], [SECOND, MINUTE]);
        assert_eq!(run(Lane::Token, 11)[10], MINUTE);
    }

    #[test]
    fn verbs_do_not_wait_for_one_another_but_for_the_quiet_that_was_asked_for() {
        let mut pace = Pace::new();
        while pace.claim(Lane::Post, 0).is_ok() {}
        assert_eq!(pace.claim(Lane::Put, 0), Ok(()));
        pace.hush(5_000);
        pace.hush(3_000);
        assert_eq!(pace.claim(Lane::Get, 1_000), Err(4_000));
        assert_eq!(pace.claim(Lane::Get, 5_000), Ok(()));
    }

    #[test]
    fn backing_off_takes_longer_each_time() {
        assert_eq!((back_off(1, 0.0), back_off(1, 1.0)), (250, 500));
        assert_eq!((back_off(3, 0.0), back_off(3, 1.0)), (1_000, 2_000));
        assert_eq!((back_off(99, 0.0), back_off(99, 9.0)), (15_000, 30_000));
    }

    proptest! {
        #[test]
        fn in_no_window_do_more_pass_than_allowed(steps in prop::collection::vec((0_i64..2_000, 0_usize..3), 1..600)) {
            let lanes = [Lane::Post, Lane::Invite, Lane::Get];
            let (mut pace, mut now) = (Pace::new(), 0);
            let mut passed: Vec<(Lane, i64)> = Vec::new();
            for (step, lane) in steps {
                now += step;
                let lane = lanes[lane];
                match pace.claim(lane, now) {
                    Ok(()) => passed.push((lane, now)),
                    Err(wait) => {
                        prop_assert!(wait > 0);
                        now += wait;
                        prop_assert_eq!(pace.claim(lane, now), Ok(()), "the wait that it names is enough");
                        passed.push((lane, now));
                    }
                }
            }
            let most = |window: i64, counts: &dyn Fn(Lane) -> bool| {
                let times: Vec<i64> = passed.iter().filter(|(lane, _)| counts(*lane)).map(|(_, time)| *time).collect();
                let in_window = |from: i64| times.iter().filter(|time| (from..from + window).contains(time)).count();
                times.iter().map(|from| in_window(*from)).max().unwrap_or(0)
            };
            prop_assert!(most(MINUTE, &|lane| lane != Lane::Get) <= 60);
            prop_assert!(most(SECOND, &|lane| lane != Lane::Get) <= 4);
            prop_assert!(most(MINUTE, &|lane| lane == Lane::Invite) <= 5);
            prop_assert!(most(MINUTE, &|lane| lane == Lane::Get) <= 200);
        }
    }
}
