//! What administrators are told of a change of the portal (COM-13), in each language.

use gatehouse_core::{Lang, Refusal};
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// The longest text.
pub const LONGEST_TEXT: usize = 4_000;

/// Title and text in each language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PortalTexts {
    /// In English.
    pub title_en: String,
    /// In English.
    pub text_en: String,
    /// In Japanese.
    pub title_ja: String,
    /// In Japanese.
    pub text_ja: String,
    /// In Russian.
    pub title_ru: String,
    /// In Russian.
    pub text_ru: String,
}

/// A text that is missing or too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextWanted {
    field: &'static str,
    most: usize,
    others: Vec<Self>,
}

impl Refusal for TextWanted {
    fn code(&self) -> &'static str {
        "company.portal_text"
    }

    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_portal_text_wanted(i64::try_from(self.most).unwrap_or(i64::MAX))
    }

    fn field(&self) -> Option<&str> {
        Some(self.field)
    }

    fn others(&self) -> Vec<&dyn Refusal> {
        self.others.iter().map(|other| other as &dyn Refusal).collect()
    }
}

impl PortalTexts {
    /// Title and text in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> (&str, &str) {
        match lang {
            Lang::En => (&self.title_en, &self.text_en),
            Lang::Ja => (&self.title_ja, &self.text_ja),
            Lang::Ru => (&self.title_ru, &self.text_ru),
        }
    }

    /// The names of their fields.
    #[must_use]
    pub const fn fields(lang: Lang) -> (&'static str, &'static str) {
        match lang {
            Lang::En => ("title_en", "text_en"),
            Lang::Ja => ("title_ja", "text_ja"),
            Lang::Ru => ("title_ru", "text_ru"),
        }
    }

    /// All that is missing or too long.
    pub fn check(&self) -> Result<(), TextWanted> {
        let mut wrong = Vec::new();
        for lang in Lang::ALL {
            let ((title, text), fields) = (self.of(lang), Self::fields(lang));
            for (typed, field, most) in [(title, fields.0, LONGEST_TITLE), (text, fields.1, LONGEST_TEXT)] {
                let length = typed.trim().chars().count();
                if length == 0 || length > most {
                    wrong.push(TextWanted { field, most, others: Vec::new() });
                }
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        let mut first = wrong.remove(0);
        first.others = wrong;
        Err(first)
    }
}
