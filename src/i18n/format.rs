//! Numbers, dates and ages as the reader's language writes them, by the browser's own `Intl`.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{Locale, entry_words, locale};
use crate::domain::day::Day;
use crate::domain::money::{Money, Percent};
use crate::domain::time::Timestamp;

/// What a formatter makes. Making one is slow and using it is fast, so each is made once per language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Percent,
    Money,
    Country,
    Day,
    Moment,
    MomentUtc,
    Time,
}

thread_local! {
    static MADE: RefCell<Vec<(Kind, Locale, Option<Function>)>> = const { RefCell::new(Vec::new()) };
}

/// `1234` as `1,234` or `1.234`.
pub fn number(value: u64) -> String {
    // Numbers below a thousand are written alike everywhere; most numbers are.
    if value < 1000 {
        return value.to_string();
    }
    #[expect(clippy::cast_precision_loss, reason = "counts, far below 2^53")]
    format(Kind::Number, &JsValue::from_f64(value as f64))
}

/// A part of a hundred: `12.5%` or `12,5%`.
pub fn percent(part: Percent) -> String {
    format(Kind::Percent, &JsValue::from_f64(part.number() / 100.0))
}

/// A country by its two letters; the letters themselves where the browser knows no name.
pub fn country(code: &str) -> String {
    let name = format(Kind::Country, &JsValue::from_str(code));
    if name.is_empty() {
        code.to_owned()
    } else {
        name
    }
}

/// An amount of US dollars: `US$1,234.50` or `US$ 1.234,50`.
pub fn money(amount: Money) -> String {
    format(Kind::Money, &JsValue::from_f64(amount.dollars()))
}

/// A day, local: `12 Mar 2024`. `at` is in milliseconds since 1970.
pub fn day(at: f64) -> String {
    format(Kind::Day, &Date::new(&JsValue::from_f64(at)))
}

/// A moment, local: `12 Mar 2024, 14:05`.
pub fn moment(at: f64) -> String {
    format(Kind::Moment, &Date::new(&JsValue::from_f64(at)))
}

/// A moment in UTC: `12 Mar 2024, 13:05 UTC`.
pub fn moment_utc(at: f64) -> String {
    format(Kind::MomentUtc, &Date::new(&JsValue::from_f64(at)))
}

/// A moment for machines: `2024-03-12T13:05:00.000Z`, or nothing for a moment outside of what a calendar holds.
pub fn iso(at: f64) -> String {
    let date = Date::new(&JsValue::from_f64(at));
    if date.get_time().is_nan() {
        String::new()
    } else {
        String::from(date.to_iso_string())
    }
}

/// How long ago `at` was, seen from `now`: `just now`, `5 minutes ago`, and after a day the day itself.
pub fn age(at: f64, now: f64) -> String {
    let seconds = ((now - at) / 1000.0).max(0.0);
    if seconds < 45.0 {
        entry_words().common.just_now.to_owned()
    } else if seconds < 3600.0 {
        relative(-(seconds / 60.0).round().max(1.0), "minute")
    } else if seconds < 86_400.0 {
        format(Kind::Time, &Date::new(&JsValue::from_f64(at)))
    } else {
        moment(at)
    }
}

/// Milliseconds since 1970, now.
pub fn now() -> f64 {
    Date::now()
}

/// Milliseconds since 1970, now, without a fraction.
pub fn now_millis() -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds of this millennium"
    )]
    let now = now() as i64;
    now
}

/// Today, where one is.
pub fn today() -> Day {
    day_of(&Date::new_0()).unwrap_or(Day::EPOCH)
}

/// The day so many days before.
pub fn days_before(day: Day, days: i32) -> Day {
    let (year, month, date) = day.civil();
    let before =
        Date::new_with_year_month_day(year.into(), i32::from(month) - 1, i32::from(date) - days);
    day_of(&before).unwrap_or(day)
}

/// The moment in which a day begins, where one is.
pub fn day_start(day: Day) -> Timestamp {
    let (year, month, date) = day.civil();
    let start = Date::new_with_year_month_day(year.into(), i32::from(month) - 1, i32::from(date));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds of this millennium"
    )]
    Timestamp::from_millis(start.get_time() as i64)
}

/// The last moment of a day, where one is.
pub fn day_end(day: Day) -> Timestamp {
    let next = day_start(days_before(day, -1));
    Timestamp::from_millis(next.millis() - 1)
}

fn day_of(date: &Date) -> Option<Day> {
    let year = u16::try_from(date.get_full_year()).ok()?;
    let month = u8::try_from(date.get_month() + 1).ok()?;
    Day::new(year, month, u8::try_from(date.get_date()).ok()?)
}

fn relative(value: f64, unit: &str) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
    Intl::RelativeTimeFormat::new(&Array::of1(&locale().intl_tag().into()), &options)
        .format(value, unit)
        .into()
}

fn format(kind: Kind, value: &JsValue) -> String {
    let locale = locale();
    MADE.with_borrow_mut(|made| {
        let at = made
            .iter()
            .position(|(k, l, _)| (*k, *l) == (kind, locale))
            .unwrap_or_else(|| {
                made.push((kind, locale, make(kind, locale)));
                made.len() - 1
            });
        made.get(at)
            .and_then(|(_, _, function)| function.as_ref()?.call1(&JsValue::UNDEFINED, value).ok())
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    })
}

/// The bound `format` function of a new formatter.
fn make(kind: Kind, locale: Locale) -> Option<Function> {
    let locales = Array::of1(&locale.intl_tag().into());
    let options = Object::new();
    let fields: &[(&str, &str)] = match kind {
        Kind::Number => &[],
        Kind::Percent => &[("style", "percent"), ("maximumFractionDigits", "2")],
        Kind::Country => &[("type", "region")],
        Kind::Money => &[("style", "currency"), ("currency", "USD")],
        Kind::Day => &[("dateStyle", "medium")],
        Kind::Moment => &[("dateStyle", "medium"), ("timeStyle", "short")],
        Kind::MomentUtc => &[
            ("timeZone", "UTC"),
            ("timeZoneName", "short"),
            ("year", "numeric"),
            ("month", "short"),
            ("day", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ],
        Kind::Time => &[("timeStyle", "short")],
    };
    for (name, value) in fields {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    let format = match kind {
        Kind::Country => return country_names(&locales, &options),
        Kind::Number | Kind::Percent | Kind::Money => Reflect::get(
            &Intl::NumberFormat::new(&locales, &options),
            &"format".into(),
        ),
        _ => Reflect::get(
            &Intl::DateTimeFormat::new(&locales, &options),
            &"format".into(),
        ),
    };
    format.ok()?.dyn_into().ok()
}

/// `Intl.DisplayNames`, which the bindings do not have.
fn country_names(locales: &Array, options: &Object) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class = Reflect::get(&intl, &"DisplayNames".into()).ok()?;
    let class: Function = class.dyn_into().ok()?;
    let names = Reflect::construct(&class, &Array::of2(locales, options)).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    Some(of.bind0(&names))
}
