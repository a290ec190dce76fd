use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;
use gatehouse_files::uploads::Coming;
use gatehouse_files::{ScanState, StoredFile, tus};

use super::field::described_by;
use super::{Drawn, FormErrors};
use crate::texts::Speaks;

/// The field of a form by which files are sent (SUP-5). With script each goes its own way, with progress and a pause, and goes on after a lost connection;
/// after a reload, when the same file is chosen again. Without script the files go with the form.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/upload.html")]
pub struct UploadField {
    lang: Lang,
    name: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    create: String,
    most_files: u64,
    most_bytes: u64,
    remove: Option<String>,
    coming: Vec<Shown>,
}

/// An upload, as the page shows it.
#[derive(Clone, Debug)]
struct Shown {
    id: String,
    at: String,
    name: String,
    size: String,
    length: u64,
    received: u64,
    is_whole: bool,
    state: String,
    receipt: Option<String>,
}

components!(UploadField);

impl UploadField {
    /// Sent under this name where there is no script; `create`: the address at which uploads begin ([`crate::uploads::created`]).
    pub fn new(lang: Lang, name: impl Into<String>, label: impl Into<String>, create: impl Into<String>) -> Self {
        let t = lang.texts();
        let (most_files, most_bytes) = (gatehouse_files::uploads::MOST_FILES, gatehouse_files::uploads::MOST_BYTES);
        Self {
            lang,
            name: name.into(),
            label: label.into(),
            hint: Some(t.msg_upload_hint(most_files, sizes(lang, most_bytes))),
            error: None,
            create: create.into(),
            most_files,
            most_bytes,
            remove: None,
            coming: Vec::new(),
        }
    }

    texts_setters! {
        /// Help below the label, instead of the usual numbers.
        hint,
        /// Where the button "Remove" of a file posts to, without script; the field `remove` is its id.
        remove,
    }

    /// Other bounds than those of a message.
    #[must_use]
    pub fn most(mut self, files: u64, bytes: u64) -> Self {
        (self.most_files, self.most_bytes) = (files, bytes);
        self.hint = Some(self.lang.texts().msg_upload_hint(files, sizes(self.lang, bytes)));
        self
    }

    /// What is there already, whole or not: with the address at which each goes on ([`gatehouse_files::upload_address`]).
    #[must_use]
    pub fn coming(mut self, all: &[(Coming, String)], has_scanner: bool) -> Self {
        self.coming = all.iter().map(|(one, at)| Shown::of(self.lang, one, at, has_scanner)).collect();
        self
    }

    /// Takes its own error out of the form's: that of `file`, or of its own name where a page has two of them.
    #[must_use]
    pub fn errors(mut self, errors: &FormErrors) -> Self {
        self.error = errors.of(&self.name).or_else(|| errors.of("file")).map(str::to_owned);
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.name, self.hint.is_some(), self.error.is_some())
    }

    fn without_script(&self) -> String {
        let most = sizes(self.lang, crate::uploads::WITHOUT_SCRIPT);
        self.lang.texts().msg_upload_without_script(most)
    }

    fn words(&self) -> String {
        let t = self.lang.texts();
        let words = serde_json::json!({
            "waiting": t.msg_upload_waiting(),
            "sending": t.msg_upload_sending(),
            "paused": t.msg_upload_paused(),
            "retrying": t.msg_upload_retrying(),
            "again": t.msg_upload_choose_again(),
            "done": t.msg_upload_done(),
            "failed": t.msg_upload_failed(),
            "busy": t.msg_upload_busy(),
            "tooMany": t.msg_upload_too_many(self.most_files),
            "tooLarge": t.msg_upload_too_large(sizes(self.lang, self.most_bytes)),
            "pause": t.msg_upload_pause(),
            "go": t.msg_upload_continue(),
            "remove": t.msg_upload_remove(),
            "receipt": t.msg_upload_receipt(),
        });
        words.to_string()
    }
}

impl Shown {
    fn of(lang: Lang, one: &Coming, at: &str, has_scanner: bool) -> Self {
        Self {
            id: one.id.to_string(),
            at: at.to_owned(),
            name: one.name.as_str().to_owned(),
            size: sizes(lang, one.length),
            length: one.length,
            received: one.received,
            is_whole: one.is_whole,
            state: if one.is_whole {
                scan_text(lang, one.scan, has_scanner)
            } else {
                lang.texts().msg_upload_choose_again()
            },
            receipt: one.sha256.as_ref().map(tus::hex),
        }
    }
}

/// What is known of harm in a file, for who sent it and who gets it.
pub fn scan_text(lang: Lang, scan: ScanState, has_scanner: bool) -> String {
    let t = lang.texts();
    match scan {
        ScanState::Own | ScanState::Clean => t.msg_scan_clean(),
        ScanState::Quarantined if has_scanner => t.msg_scan_running(),
        ScanState::Quarantined => t.msg_scan_none(),
        ScanState::Infected => t.msg_scan_infected(),
        ScanState::NotScannable => t.msg_scan_not_possible(),
    }
}

/// The same of a file that is there: whether somebody vouches for it, too.
pub fn file_text(lang: Lang, file: &StoredFile, has_scanner: bool) -> String {
    match file.scan {
        ScanState::Quarantined | ScanState::NotScannable if file.is_vouched => lang.texts().msg_scan_vouched(),
        scan => scan_text(lang, scan, has_scanner),
    }
}

/// A length as people read it: `4 GB`, `2,5 ГБ`.
pub fn sizes(lang: Lang, bytes: u64) -> String {
    let t = lang.texts();
    let shown = |unit: u64| {
        let tenths = (bytes.saturating_mul(10) + unit / 2) / unit;
        let point = if lang == Lang::Ru { ',' } else { '.' };
        match tenths % 10 {
            0 => (tenths / 10).to_string(),
            _ if tenths >= 100 => ((tenths + 5) / 10).to_string(),
            rest => format!("{}{point}{rest}", tenths / 10),
        }
    };
    match bytes {
        0..1_024 => t.msg_size_bytes(bytes.to_string()),
        1_024..1_048_576 => t.msg_size_kb(shown(1 << 10)),
        1_048_576..1_073_741_824 => t.msg_size_mb(shown(1 << 20)),
        _ => t.msg_size_gb(shown(1 << 30)),
    }
}

#[cfg(test)]
mod tests {
    use super::sizes;
    use gatehouse_core::Lang;

    #[test]
    fn lengths_are_read_at_a_glance() {
        for (bytes, shown) in [
            (0, "0 bytes"),
            (1_023, "1023 bytes"),
            (1 << 10, "1 KB"),
            (1_536, "1.5 KB"),
            (50 << 20, "50 MB"),
            (123 << 20, "123 MB"),
            (4 << 30, "4 GB"),
            ((5 << 30) / 2, "2.5 GB"),
        ] {
            assert_eq!(sizes(Lang::En, bytes), shown);
        }
        assert!(sizes(Lang::Ru, (5 << 30) / 2).starts_with("2,5"));
    }
}
