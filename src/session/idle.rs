//! When a session that nobody touches locks.

/// Watches the time since the last touch. Pure: times are epoch milliseconds that it is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct IdleWatch {
    limit: i64,
    touched: i64,
    looked: i64,
}

/// How often it is looked.
pub(super) const LOOK_EVERY: i64 = 10_000;
/// Browsers slow the timers of a hidden page down to one a minute. A longer gap than this means that the machine slept, or
/// that the page was frozen.
const SLEPT: i64 = 3 * 60_000;

impl IdleWatch {
    pub(super) fn new(minutes: u32, now: i64) -> Self {
        Self {
            limit: i64::from(minutes) * 60_000,
            touched: now,
            looked: now,
        }
    }

    /// The person touched a key, a pointer or the screen. A touch after the time was up does not undo that.
    pub(super) fn touch(&mut self, now: i64) {
        if !self.is_up(now) {
            self.touched = now;
        }
    }

    /// The limit was changed.
    pub(super) fn set_minutes(&mut self, minutes: u32) {
        self.limit = i64::from(minutes) * 60_000;
    }

    /// Looks whether the session has to lock.
    pub(super) fn look(&mut self, now: i64) -> bool {
        let up = self.is_up(now);
        self.looked = now;
        up
    }

    fn is_up(&self, now: i64) -> bool {
        // A clock that was set back proves nothing, save that it cannot be relied on.
        now - self.touched >= self.limit || now - self.looked >= SLEPT || now + SLEPT < self.looked
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: i64 = 60_000;

    #[test]
    fn time_is_up_when_nothing_was_touched_for_so_long() {
        let mut watch = IdleWatch::new(15, 0);
        for now in 1..15 {
            assert!(!watch.look(now * MINUTE));
        }
        assert!(watch.look(15 * MINUTE));
    }

    #[test]
    fn a_touch_begins_anew_but_not_after_the_end() {
        let mut watch = IdleWatch::new(2, 0);
        assert!(!watch.look(MINUTE));
        watch.touch(MINUTE);
        assert!(!watch.look(2 * MINUTE));
        watch.touch(3 * MINUTE);
        assert!(watch.look(3 * MINUTE));
    }

    #[test]
    fn a_machine_that_slept_locks() {
        let mut watch = IdleWatch::new(600, 0);
        assert!(!watch.look(MINUTE));
        watch.touch(5 * MINUTE);
        assert!(watch.look(5 * MINUTE));
    }

    #[test]
    fn a_clock_that_is_set_back_locks() {
        let mut watch = IdleWatch::new(15, 60 * MINUTE);
        assert!(watch.look(0));
    }

    proptest! {
        #[test]
        fn a_session_that_is_touched_and_looked_at_stays(steps in prop::collection::vec(0..MINUTE, 0..200)) {
            let (mut watch, mut now) = (IdleWatch::new(2, 0), 0);
            for step in steps {
                now += step;
                prop_assert!(!watch.look(now));
                watch.touch(now);
            }
        }
    }
}
