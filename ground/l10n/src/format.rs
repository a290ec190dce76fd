//! The one formatter of dates, times and numbers.

use gatehouse_core::{Lang, Moment};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::{DateTimeFormatter, fieldsets};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale::{Locale, locale};
use jiff::tz::TimeZone;

/// Formats for one person: their language and time zone.
#[derive(Clone, Debug)]
pub struct Format {
    lang: Lang,
    zone: TimeZone,
}

impl Format {
    /// A formatter.
    pub const fn new(lang: Lang, zone: TimeZone) -> Self {
        Self { lang, zone }
    }

    /// `21 Nov 2026` · `2026年11月21日` · `21 нояб. 2026 г.`
    pub fn date(&self, moment: Moment) -> String {
        let Some(date) = self.icu_date(moment) else { return moment.rfc3339() };
        let set = match self.lang {
            Lang::Ja => fieldsets::YMD::long(),
            Lang::En | Lang::Ru => fieldsets::YMD::medium(),
        };
        DateTimeFormatter::try_new(self.locale().into(), set)
            .map_or_else(|_| moment.rfc3339(), |f| f.format(&date.date).to_string())
    }

    /// A month that is written as `2026-11`: `Nov 2026` · `2026年11月` · `нояб. 2026 г.`; any other text stays as it is.
    pub fn month(&self, word: &str) -> String {
        let parts = word.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2);
        let first = parts.and_then(|(year, month)| Date::try_new_iso(year.parse().ok()?, month.parse().ok()?, 1).ok());
        let Some(first) = first else { return word.to_owned() };
        let set = match self.lang {
            Lang::Ja => fieldsets::YM::long(),
            Lang::En | Lang::Ru => fieldsets::YM::medium(),
        };
        DateTimeFormatter::try_new(self.locale().into(), set)
            .map_or_else(|_| word.to_owned(), |f| f.format(&first).to_string())
    }

    /// The date with hours and minutes.
    pub fn date_time(&self, moment: Moment) -> String {
        let Some(input) = self.icu_date(moment) else { return moment.rfc3339() };
        let set = match self.lang {
            Lang::Ja => fieldsets::YMDT::long(),
            Lang::En | Lang::Ru => fieldsets::YMDT::medium(),
        }
        .with_time_precision(icu_datetime::options::TimePrecision::Minute);
        DateTimeFormatter::try_new(self.locale().into(), set)
            .map_or_else(|_| moment.rfc3339(), |f| f.format(&input).to_string())
    }

    /// `2026-11-21` in the person's zone, as spreadsheets read it in every language.
    pub fn plain_date(&self, moment: Moment) -> String {
        moment.timestamp().to_zoned(self.zone.clone()).date().to_string()
    }

    /// `2026-11-21 19:05:00` in the person's zone, as spreadsheets read it in every language.
    pub fn plain_date_time(&self, moment: Moment) -> String {
        moment.timestamp().to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// RFC 3339 in UTC, for the `datetime` and `title` of `<time>`.
    pub fn machine(&self, moment: Moment) -> String {
        moment.rfc3339()
    }

    /// A whole number with the language's grouping: `1,234,567` · `1 234 567`.
    pub fn number(&self, number: i64) -> String {
        // Nothing to group, in any of the languages; lists have many such numbers.
        if (0..1000).contains(&number) {
            return number.to_string();
        }
        DecimalFormatter::try_new(self.locale().into(), Default::default())
            .map_or_else(|_| number.to_string(), |f| f.format(&Decimal::from(number)).to_string())
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn locale(&self) -> Locale {
        match self.lang {
            // Day before month and 24 hours: read the same way everywhere.
            Lang::En => locale!("en-GB"),
            Lang::Ja => locale!("ja"),
            Lang::Ru => locale!("ru"),
        }
    }

    fn icu_date(&self, moment: Moment) -> Option<DateTime<icu_calendar::Iso>> {
        let civil = moment.timestamp().to_zoned(self.zone.clone()).datetime();
        Some(DateTime {
            date: Date::try_new_iso(
                i32::from(civil.year()),
                u8::try_from(civil.month()).ok()?,
                u8::try_from(civil.day()).ok()?,
            )
            .ok()?,
            time: Time::try_new(
                u8::try_from(civil.hour()).ok()?,
                u8::try_from(civil.minute()).ok()?,
                u8::try_from(civil.second()).ok()?,
                0,
            )
            .ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Format;
    use gatehouse_core::{Lang, Moment};
    use jiff::tz::TimeZone;

    /// ALL-1, ALL-5
    #[test]
    fn dates_and_numbers_are_written_as_each_language_writes_them() {
        let moment = Moment::from_seconds(1_795_287_900); // 2026-11-21T19:05:00Z
        let f = |lang| Format::new(lang, TimeZone::UTC);
        assert_eq!(f(Lang::En).date_time(moment), "21 Nov 2026, 19:05");
        assert_eq!(f(Lang::Ja).date(moment), "2026年11月21日");
        assert_eq!(f(Lang::Ru).date(moment), "21 нояб. 2026\u{202f}г.");
        assert_eq!(
            (f(Lang::En).month("2026-11").as_str(), f(Lang::Ja).month("2026-11").as_str()),
            ("Nov 2026", "2026年11月")
        );
        assert!(f(Lang::Ru).month("2026-11").starts_with("нояб"));
        assert_eq!(["2026-13", "Lantern", ""].map(|word| f(Lang::En).month(word)), ["2026-13", "Lantern", ""]);
        assert_eq!(f(Lang::En).number(1_234_567), "1,234,567");
        assert_eq!(f(Lang::Ru).number(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!([0, 999, 1000].map(|number| f(Lang::Ja).number(number)), ["0", "999", "1,000"]);
        let tokyo = Format::new(Lang::En, TimeZone::get("Asia/Tokyo").unwrap());
        assert_eq!(tokyo.date_time(moment), "22 Nov 2026, 04:05");
        assert_eq!(
            (tokyo.plain_date(moment), tokyo.plain_date_time(moment)),
            ("2026-11-22".into(), "2026-11-22 04:05:00".into())
        );
    }
}
