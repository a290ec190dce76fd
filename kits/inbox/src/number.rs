//! The number of a request in a subject: `[R-260000123-K]`. Its last character is a check (ISO 7064 mod 37,36), so that a typing error
//! is seen. A number is never a credential: it counts only beside a proven sender who takes part.

const LETTERS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Numbers of one subject that are looked at.
const MOST: usize = 3;

fn place(letter: u8) -> Option<u32> {
    let place = LETTERS.iter().position(|own| *own == letter.to_ascii_uppercase())?;
    u32::try_from(place).ok()
}

/// The check character of letters and digits; `None` where there is something else among them.
pub fn check_character(body: &str) -> Option<char> {
    let mut carried = 36;
    for letter in body.bytes() {
        carried += place(letter)?;
        if carried > 36 {
            carried -= 36;
        }
        carried *= 2;
        if carried >= 37 {
            carried -= 37;
        }
    }
    let check = (37 - carried) % 36;
    LETTERS.get(usize::try_from(check).ok()?).map(|letter| char::from(*letter))
}

/// A number as people see it: `R-260000123-K`, of the two digits of its year and a running number.
pub fn written(year: u16, running: u32) -> String {
    let body = format!("{:02}{running:07}", year % 100);
    let check = check_character(&body).unwrap_or('0');
    format!("R-{body}-{check}")
}

/// A number as it was typed, in its right form; `None` where the check character does not fit.
pub fn read(typed: &str) -> Option<String> {
    let bare: String = typed.trim().trim_matches(['[', ']', '#']).chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let bare = bare.to_ascii_uppercase();
    let rest = bare.strip_prefix('R').unwrap_or(&bare);
    let (body, check) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let is_body = (9..=12).contains(&body.len()) && body.bytes().all(|byte| byte.is_ascii_digit());
    (is_body && check_character(body)? == check.chars().next()?).then(|| format!("R-{body}-{check}"))
}

/// The numbers in brackets of a subject.
pub fn in_subject(subject: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in subject.split('[').skip(1) {
        let Some((inner, _)) = part.split_once(']') else { continue };
        if inner.trim_start().starts_with(['R', 'r'])
            && let Some(number) = read(inner)
            && !found.contains(&number)
            && found.len() < MOST
        {
            found.push(number);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{check_character, in_subject, read, written};

    /// SUP-13
    #[test]
    fn the_check_is_that_of_the_standard() {
        // ISO/IEC 7064: the example of MOD 37,36 is A12425GABC1234002 with the check character M (GRid).
        assert_eq!(check_character("A12425GABC1234002"), Some('M'));
        let number = written(2026, 123);
        assert!(number.starts_with("R-260000123-"));
        assert_eq!(read(&number.to_lowercase()).as_deref(), Some(number.as_str()));
        assert_eq!(read(&number.replace('-', "")).as_deref(), Some(number.as_str()));
    }

    #[test]
    fn no_typing_error_of_one_digit_and_no_exchange_of_two_is_another_number() {
        let number = written(2026, 4_711);
        let body: Vec<char> = number.chars().collect();
        for at in 2..11 {
            for digit in '0'..='9' {
                let mut wrong = body.clone();
                wrong[at] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(read(&wrong).is_some(), wrong == number, "{wrong}");
            }
            if at < 10 && body[at] != body[at + 1] {
                let mut wrong = body.clone();
                wrong.swap(at, at + 1);
                assert_eq!(read(&wrong.into_iter().collect::<String>()), None);
            }
        }
    }

    #[test]
    fn a_subject_may_hold_several_and_other_brackets() {
        let (one, two) = (written(2026, 1), written(2026, 2));
        let subject = format!("Re: [EXT] [{one}] AW: [R-26] [{}] [{two}] [{one}]", "R-260000001-!");
        assert_eq!(in_subject(&subject), [one, two]);
        assert!(in_subject("no [brackets").is_empty());
    }
}
