//! Moments as HTTP writes them.

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Unix seconds of a date like `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7), the only form that servers may write.
pub(crate) fn of_http(text: &str) -> Option<i64> {
    let (_, date) = text.split_once(", ")?;
    let mut parts = date.split(' ');
    let day = digits(parts.next()?, 2)?;
    let name = parts.next()?;
    let month = MONTHS.iter().zip(1..).find(|(month, _)| **month == name)?.1;
    let year = digits(parts.next()?, 4)?;
    let mut clock = parts.next()?.split(':');
    let mut next = |end: i64| clock.next().and_then(|part| digits(part, 2)).filter(|number| *number < end);
    // A second may be a leap second.
    let (hour, minute, second) = (next(24)?, next(60)?, next(61)?);
    if (parts.next(), parts.next(), clock.next()) != (Some("GMT"), None, None) || !(1..=31).contains(&day) {
        return None;
    }
    Some(((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second)
}

fn digits(text: &str, count: usize) -> Option<i64> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// Days since 1970-01-01 in the Gregorian calendar; a year begins with March, so that the leap day is its last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::of_http;

    /// DEV-1
    #[test]
    fn a_servers_date_is_read_and_nothing_else() {
        for (text, moment) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Tue, 29 Feb 2028 23:59:60 GMT", 1_835_481_600),
            ("Sat, 21 Nov 2026 00:00:00 GMT", 1_795_219_200),
        ] {
            assert_eq!(of_http(text), Some(moment), "{text}");
        }
        for text in [
            "",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 GMT x",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov +994 08:49:37 GMT",
        ] {
            assert_eq!(of_http(text), None, "{text}");
        }
    }
}
