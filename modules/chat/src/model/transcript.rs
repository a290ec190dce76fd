//! How a chat reads as a text: for mails, and for the request that it becomes.

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

/// All of it, in parts of at most so many characters: a message is not divided.
#[must_use]
pub fn parts(lines: &[Line], most: usize) -> Vec<String> {
    let mut all: Vec<(String, usize)> = Vec::new();
    for line in lines {
        let text = match line.who.as_str() {
            "" => format!("[{}] {}", line.at, line.text),
            who => format!("[{}] {who}: {}", line.at, line.text),
        };
        let length = text.chars().count();
        match all.last_mut().filter(|(_, before)| before + length + 1 <= most) {
            Some((part, before)) => {
                part.push('\n');
                part.push_str(&text);
                *before += length + 1;
            }
            None => all.push((text, length)),
        }
    }
    all.into_iter().map(|(part, _)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::{Line, parts};

    fn line(who: &str, text: &str) -> Line {
        Line { at: "14:03".into(), who: who.into(), text: text.into() }
    }

    /// SUP-20
    #[test]
    fn a_transcript_is_divided_between_messages_and_nothing_is_left_out() {
        let lines = [line("", "The chat has begun."), line("Ada", "Hello?\nAnybody?"), line("Sam", "Good afternoon.")];
        assert_eq!(
            parts(&lines, 1_000),
            ["[14:03] The chat has begun.\n[14:03] Ada: Hello?\nAnybody?\n[14:03] Sam: Good afternoon."]
        );
        let many: Vec<Line> = (0..100).map(|n| line("Ада", &format!("сообщение {n}"))).collect();
        let divided = parts(&many, 200);
        assert!(divided.len() > 5 && divided.iter().all(|part| part.chars().count() <= 200));
        assert_eq!(divided.join("\n"), parts(&many, usize::MAX).remove(0));
        assert_eq!(parts(&[line("Ada", &"x".repeat(500))], 100).len(), 1);
    }
}
