//! What an edition needs and brings beside its features (LIC-33, LIC-34).

use super::input::Reader;
use super::labels::{Labels, MOST_LANGUAGES, TAG};
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// For which features of an edition a product must be connected to an account (LIC-33).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountNeed {
    /// For none.
    #[default]
    Never,
    /// For those that are named.
    Some,
    /// For all.
    All,
}

stored_words!(AccountNeed { Never = "never", Some = "some", All = "all" });

impl AccountNeed {
    /// As a form says it.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Never => t.msg_account_need_never(),
            Self::Some => t.msg_account_need_some(),
            Self::All => t.msg_account_need_all(),
        }
    }
}

/// Checks a text in each language of the interface; languages that were left empty are left out.
pub fn read_lines(reader: &mut Reader, field: &'static str, entered: &Labels) -> Labels {
    let mut lines = Labels::new();
    for lang in Lang::ALL {
        let Some(text) = entered.get(lang.tag()).filter(|text| !text.trim().is_empty()) else { continue };
        let line = reader.line(format!("{field}.{}", lang.tag()), text, MOST_CHARACTERS);
        lines.insert(lang.tag().to_owned(), line);
    }
    lines
}

/// The most characters of what an edition brings, in one language.
pub const MOST_CHARACTERS: usize = 500;

/// What comes with a license, by the tag of a language of the interface.
pub struct ServiceTexts;

impl PartialSchema for ServiceTexts {
    fn schema() -> RefOr<Schema> {
        let text = |most| ObjectBuilder::new().schema_type(Type::String).max_length(Some(most));
        ObjectBuilder::new()
            .description(Some("A sentence by the tag of a language of the interface, such as `en`; languages that are missing say nothing."))
            .property_names(Some(text(TAG)))
            .additional_properties(Some(text(MOST_CHARACTERS)))
            .max_properties(Some(MOST_LANGUAGES))
            .into()
    }
}

impl ToSchema for ServiceTexts {}
