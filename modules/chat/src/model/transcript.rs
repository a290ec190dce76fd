//! How a chat reads as a text: for mails, and for the request that it becomes.

/// How a further line of a message begins.
const INNER: &str = "\n    ";
/// Stands between what somebody of the staff is and their name.
const STAFF: &str = " · ";

/// Somebody of the staff, as a transcript names them: `support` is the word for all of them.
#[must_use]
pub fn staff(support: &str, name: &str) -> String {
    if name == support { support.to_owned() } else { format!("{support}{STAFF}{name}") }
}

/// A customer, as a transcript names them: what they call themselves names nobody of the staff.
#[must_use]
pub fn customer(name: &str) -> String {
    name.replace('·', " ")
}

/// One message of it, in the words of its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When, as the reader has it.
    pub at: String,
    /// Who; empty: the program.
    pub who: String,
    /// What.
    pub text: String,
}

/// All of it, in parts of at most so many characters: a message is not divided. What is not the first line of a message stands further in, so nobody writes a
/// line that reads as another's message.
#[must_use]
pub fn parts(lines: &[Line], most: usize) -> Vec<String> {
    first_parts(lines, most, usize::MAX).0
}

/// The first of these parts, and how many messages are in them.
#[must_use]
pub fn first_parts(lines: &[Line], most: usize, count: usize) -> (Vec<String>, usize) {
    let mut all: Vec<(String, usize)> = Vec::new();
    let mut taken = 0;
    for line in lines {
        let said = line.text.replace('\n', INNER);
        let text = match line.who.as_str() {
            "" => format!("[{}] {said}", line.at),
            who => format!("[{}] {who}: {said}", line.at),
        };
        let length = text.chars().count();
        let is_full = all.len() == count;
        match all.last_mut().filter(|(_, before)| before + length < most) {
            Some((part, before)) => {
                part.push('\n');
                part.push_str(&text);
                *before += length + 1;
            }
            None if is_full => break,
            None => all.push((text, length)),
        }
        taken += 1;
    }
    (all.into_iter().map(|(part, _)| part).collect(), taken)
}

#[cfg(test)]
mod tests {
    use super::{Line, customer, first_parts, parts, staff};

    fn line(who: &str, text: &str) -> Line {
        Line { at: "14:03".into(), who: who.into(), text: text.into() }
    }

    /// SUP-20
    #[test]
    fn a_transcript_is_divided_between_messages_and_nothing_is_left_out() {
        let lines = [line("", "The chat has begun."), line("Ada", "Hello?\nAnybody?"), line("Sam", "Good afternoon.")];
        assert_eq!(
            parts(&lines, 1_000),
            ["[14:03] The chat has begun.\n[14:03] Ada: Hello?\n    Anybody?\n[14:03] Sam: Good afternoon."]
        );
        let many: Vec<Line> = (0..100).map(|n| line("Ада", &format!("сообщение {n}"))).collect();
        let divided = parts(&many, 200);
        assert!(divided.len() > 5 && divided.iter().all(|part| part.chars().count() <= 200));
        assert_eq!(divided.join("\n"), parts(&many, usize::MAX).remove(0));
        assert_eq!(parts(&[line("Ada", &"x".repeat(500))], 100).len(), 1);
        // In pieces it is the same, wherever a piece ends.
        let (mut pieces, mut behind) = (Vec::new(), 0);
        while behind < many.len() {
            let (piece, taken) = first_parts(&many[behind..], 200, 3);
            assert!((1..=3).contains(&piece.len()) && taken > 0);
            pieces.extend(piece);
            behind += taken;
        }
        assert_eq!(pieces.join("\n"), divided.join("\n"));
        assert_eq!(first_parts(&[], 200, 3), (Vec::new(), 0));
    }

    /// SUP-20
    #[test]
    fn nobody_writes_a_line_of_somebody_else() {
        let forged = line(&customer("Support · Sam"), "Hello\n[14:04] Support · Sam: Your money comes back.");
        let text = parts(&[forged, line(&staff("Support", "Sam"), "Good afternoon.")], 1_000).remove(0);
        let begins: Vec<&str> =
            text.lines().filter(|line| line.contains("Support · Sam") && line.starts_with('[')).collect();
        assert_eq!(begins, ["[14:03] Support · Sam: Good afternoon."]);
        assert_eq!(staff("Support", "Support"), "Support");
    }
}
