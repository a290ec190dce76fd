//! What something cost, as the shop told it: the smallest units of a currency of ISO 4217.

use gatehouse_core::Lang;
use gatehouse_l10n::Format;

/// The most digits before the point.
const WHOLE: usize = 12;
/// Currencies of ISO 4217 whose smallest unit is a hundredth.
const CENTS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC \
    CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW \
    KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR \
    PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS \
    VES WST XCD YER ZAR ZMW ZWG";
/// Those without a smaller one.
const WHOLES: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
/// Those of a thousandth.
const MILLS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// An amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// In the smallest unit.
    pub units: i64,
    /// ISO 4217.
    pub currency: String,
}

/// How many digits the currency has behind the point; `None` for what is no currency in use.
pub fn digits(currency: &str) -> Option<usize> {
    let is_one_of = |list: &str| list.split_whitespace().any(|code| code == currency);
    match currency {
        _ if is_one_of(CENTS) => Some(2),
        _ if is_one_of(WHOLES) => Some(0),
        _ if is_one_of(MILLS) => Some(3),
        _ => None,
    }
}

impl Money {
    /// Reads an amount as shops write it: `49.90`, `1200`. Nothing else: no sign, no grouping, no more digits than the currency has.
    pub fn read(amount: &str, currency: &str) -> Option<Self> {
        let digits = digits(currency)?;
        let (whole, rest) = amount.split_once('.').unwrap_or((amount, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits =
            !whole.is_empty() && whole.len() <= WHOLE && rest.len() <= digits && is_number(whole) && is_number(rest);
        if !fits || amount.ends_with('.') {
            return None;
        }
        let units = format!("{whole}{rest:0<digits$}").parse().ok()?;
        Some(Self { units, currency: currency.to_owned() })
    }

    /// Of the columns of an order; `None` where the shop told nothing.
    pub fn stored(units: Option<i64>, currency: Option<&str>) -> Option<Self> {
        Some(Self { units: units?, currency: currency?.to_owned() })
    }

    fn parts(&self) -> (i64, String) {
        let digits = digits(&self.currency).unwrap_or(0);
        let unit = 10_i64.pow(u32::try_from(digits).unwrap_or(0));
        let rest = self.units % unit;
        (self.units / unit, if digits == 0 { String::new() } else { format!("{rest:0digits$}") })
    }

    /// The amount as programs read it: `49.90`.
    pub fn amount(&self) -> String {
        match self.parts() {
            (whole, rest) if rest.is_empty() => whole.to_string(),
            (whole, rest) => format!("{whole}.{rest}"),
        }
    }

    /// Amount and currency for a reader: `1,200.00 EUR`, `1 200,00 EUR`.
    pub fn shown(&self, format: &Format) -> String {
        let (whole, rest) = self.parts();
        let point = if format.lang() == Lang::Ru { ',' } else { '.' };
        let whole = format.number(whole);
        let number = if rest.is_empty() { whole } else { format!("{whole}{point}{rest}") };
        format!("{number}\u{a0}{}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::{CENTS, MILLS, Money, WHOLES};
    use gatehouse_core::Lang;
    use gatehouse_l10n::Format;
    use jiff::tz::TimeZone;

    /// ACC-19
    #[test]
    fn amounts_are_read_as_shops_write_them_and_shown_as_people_do() {
        for (amount, currency, units, shown) in [
            ("49.90", "EUR", 4990, "49.90"),
            ("49.9", "EUR", 4990, "49.90"),
            ("1200", "USD", 120_000, "1200.00"),
            ("0.05", "GBP", 5, "0.05"),
            ("5480", "JPY", 5480, "5480"),
            ("1.234", "KWD", 1234, "1.234"),
            ("0", "EUR", 0, "0.00"),
        ] {
            let money = Money::read(amount, currency).unwrap();
            assert_eq!((money.units, money.amount().as_str()), (units, shown), "{amount} {currency}");
        }
        for (amount, currency) in [
            ("", "EUR"),
            ("-1", "EUR"),
            ("1,50", "EUR"),
            ("1.", "EUR"),
            (".5", "EUR"),
            ("1.234", "EUR"),
            ("10.5", "JPY"),
            ("1e3", "EUR"),
            ("4242424242424242", "EUR"),
            ("１", "EUR"),
            ("1", "eur"),
            ("1", "XXX"),
            ("1", ""),
        ] {
            assert_eq!(Money::read(amount, currency), None, "{amount} {currency}");
        }
        let large = Money::read("1234567.80", "EUR").unwrap();
        let in_lang = |lang| large.shown(&Format::new(lang, TimeZone::UTC));
        assert_eq!(in_lang(Lang::En), "1,234,567.80\u{a0}EUR");
        assert!(in_lang(Lang::Ru).ends_with(",80\u{a0}EUR"));
    }

    #[test]
    fn a_currency_is_in_one_list_once() {
        let mut all: Vec<&str> = [CENTS, WHOLES, MILLS].into_iter().flat_map(str::split_whitespace).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())));
    }
}
