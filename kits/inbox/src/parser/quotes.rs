//! What of a text is new, what it quotes and what is the signature: by what Outlook, Gmail, Apple's and Mozilla's programs write in
//! English, Japanese, Russian and German. Where somebody wrote between the quoted lines, nothing is folded.

/// Where the quote of a known program began in HTML: [`super::html`] puts it there.
pub const CUT: char = '\u{e000}';

/// A text in its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub text: String,
    pub quoted: String,
    pub signature: String,
}

/// Divides a text.
pub fn divide(whole: &str) -> Parts {
    let lines: Vec<&str> = whole.lines().collect();
    let begin = begin_of_quote(&lines).unwrap_or(lines.len());
    let (new, quoted) = lines.split_at(begin);
    let at = begin_of_signature(new).unwrap_or(new.len());
    let (text, signature) = new.split_at(at);
    let text = joined(text);
    if text.is_empty() && !quoted.is_empty() {
        // A forward without a word, or a quote that is the whole: nothing may be lost.
        return Parts { text, quoted: joined(quoted), signature: joined(signature) };
    }
    Parts { text, quoted: joined(quoted), signature: joined(signature) }
}

fn joined(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n").replace(CUT, "").trim_matches('\n').to_owned()
}

fn begin_of_quote(lines: &[&str]) -> Option<usize> {
    let quoted = quoted_to_the_end(lines);
    (0..lines.len()).find_map(|at| {
        let line = lines[at].trim();
        if lines[at].contains(CUT) || is_separator(line) || is_head_block(lines, at) {
            return Some(before_rule(lines, at));
        }
        if line.starts_with('>') {
            return quoted[at].then_some(at);
        }
        let after = attribution(lines, at)?;
        let is_empty = lines[after..].iter().all(|line| line.trim().is_empty());
        (is_empty || quoted[after]).then_some(at)
    })
}

/// Outlook draws a line above the head of what it quotes.
fn before_rule(lines: &[&str], at: usize) -> usize {
    let above = lines[..at].iter().rposition(|line| !line.trim().is_empty());
    match above {
        Some(above) if is_rule(lines[above].trim()) => above,
        _ => at,
    }
}

fn is_rule(line: &str) -> bool {
    line.chars().count() >= 10 && line.chars().all(|c| matches!(c, '_' | '-' | '─' | '━'))
}

/// For each line, and for the end, whether from there on there are quoted lines and nothing else, but for a signature below them.
fn quoted_to_the_end(lines: &[&str]) -> Vec<bool> {
    let mut all = vec![false; lines.len() + 1];
    // The same where a quoted line stands above already.
    let mut below = true;
    for (at, line) in lines.iter().enumerate().rev() {
        let line = line.trim();
        (all[at], below) = if line.starts_with('>') {
            (below, below)
        } else if line.is_empty() {
            (all[at + 1], below)
        } else {
            (false, is_signature_mark(line))
        };
    }
    all
}

/// `-----Original Message-----` and its like.
fn is_separator(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "original message",
        "original appointment",
        "forwarded message",
        "исходное сообщение",
        "оригинальное сообщение",
        "пересылаемое сообщение",
        "пересланное сообщение",
        "перенаправленное сообщение",
        "конец пересылаемого сообщения",
        "元のメッセージ",
        "転送されたメッセージ",
        "転送メッセージ",
        "ursprüngliche nachricht",
        "originalnachricht",
        "weitergeleitete nachricht",
        "message d'origine",
    ];
    const BARE: &[&str] = &[
        "begin forwarded message:",
        "начало переадресованного сообщения:",
        "начало пересылаемого сообщения:",
        "転送されたメッセージ：",
        "転送されたメッセージ:",
        "anfang der weitergeleiteten nachricht:",
    ];
    let bare = line.to_lowercase();
    if BARE.contains(&bare.as_str()) {
        return true;
    }
    let inner = bare.trim_matches(|c: char| matches!(c, '-' | '─' | '=' | '*' | ' ' | '_'));
    let has_dashes = bare.starts_with("--") || bare.starts_with("──") || bare.starts_with("==");
    has_dashes && WORDS.contains(&inner)
}

/// `From:`, `Sent:` … as Outlook quotes a head without any mark.
fn is_head_block(lines: &[&str], at: usize) -> bool {
    const FROM: &[&str] = &["from", "от", "von", "差出人", "送信者", "de"];
    const WHEN: &[&str] =
        &["sent", "date", "отправлено", "дата", "gesendet", "datum", "送信日時", "日時", "日付", "送信日", "envoyé"];
    const TO: &[&str] = &["to", "кому", "an", "宛先", "subject", "тема", "betreff", "件名", "à", "objet"];
    if !label(lines[at], FROM) {
        return false;
    }
    let near = &lines[at + 1..lines.len().min(at + 6)];
    near.iter().any(|line| label(line, WHEN)) && near.iter().any(|line| label(line, TO))
}

/// Whether a line is one of these labels with a value: `*Sent:* Monday`.
fn label(line: &str, labels: &[&str]) -> bool {
    let line = line.trim_start_matches(['*', ' ', '\t', '>']);
    let Some((name, _)) = line.split_once([':', '：']) else { return false };
    let name = name.trim_end_matches(['*', ' ']).to_lowercase();
    name.chars().count() <= 12 && labels.contains(&name.as_str())
}

/// Whether an attribution ("On … wrote:") begins here; answers the line behind it. It may be broken into three lines.
fn attribution(lines: &[&str], at: usize) -> Option<usize> {
    let first = lines[at].trim();
    if first.is_empty() || !begins_attribution(first) {
        return None;
    }
    let mut whole = String::new();
    for (n, line) in lines[at..].iter().take(4).enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('>') {
            return None;
        }
        whole.push_str(line);
        if is_attribution(&whole) {
            return Some(at + n + 1);
        }
        whole.push(' ');
    }
    None
}

fn begins_attribution(line: &str) -> bool {
    let low = line.to_lowercase();
    let day = low.chars().any(|c| c.is_ascii_digit());
    let opens = ["on ", "am ", "le ", "el "].iter().any(|word| low.starts_with(word));
    opens || day || low.ends_with(':') || low.ends_with('：')
}

fn is_attribution(text: &str) -> bool {
    const VERBS: &[&str] = &[
        "wrote:",
        "writes:",
        "schrieb:",
        "пишет:",
        "писал:",
        "писала:",
        "писал(а):",
        "написал:",
        "написала:",
        "написал(а):",
        "さんは書きました:",
        "さんは書きました：",
        "さんが書きました:",
        "のメール:",
        "のメール：",
        "のメッセージ:",
        "wrote :",
        "a écrit :",
        "a écrit:",
        "escribió:",
    ];
    let low = text.to_lowercase();
    let Some(body) = low.strip_suffix([':', '：']) else { return false };
    let has_digit = body.chars().any(|c| c.is_ascii_digit());
    if VERBS.iter().any(|verb| low.ends_with(verb)) && (has_digit || body.contains('@')) {
        return true;
    }
    // German puts the name behind the verb; Gmail in Russian and Japanese has no verb at all.
    let german = low.starts_with("am ") && body.contains(" schrieb ") && has_digit;
    let address = body.ends_with('>') && body.contains('@') && body.contains('<');
    german || address && has_year(body)
}

/// A number of four digits that begins with 20.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|word| word.len() == 4 && word.starts_with("20"))
}

fn is_signature_mark(line: &str) -> bool {
    line == "--"
}

/// Lines of a signature, at the most: what is longer is text.
const LONGEST: usize = 20;

fn begin_of_signature(lines: &[&str]) -> Option<usize> {
    let marked = lines.iter().rposition(|line| is_signature_mark(line.trim_end()));
    if let Some(at) = marked.filter(|at| lines.len() - at <= LONGEST) {
        return Some(at);
    }
    let last = lines.iter().rposition(|line| !line.trim().is_empty())?;
    is_of_a_phone(lines[last].trim()).then_some(last)
}

fn is_of_a_phone(line: &str) -> bool {
    const BEGINS: &[&str] = &[
        "sent from my ",
        "sent from mail for ",
        "sent from outlook",
        "sent from yahoo",
        "get outlook for ",
        "отправлено с ",
        "отправлено из ",
        "отправлено от ",
        "von meinem ",
        "gesendet von ",
        "gesendet mit ",
        "outlook für ",
    ];
    let low = line.to_lowercase();
    let japanese = line.ends_with("から送信") || line.ends_with("を入手") || line.ends_with("から送信されました");
    line.chars().count() <= 80 && (japanese || BEGINS.iter().any(|begin| low.starts_with(begin)))
}
