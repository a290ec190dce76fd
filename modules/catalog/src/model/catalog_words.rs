//! How the API describes the catalog's words, which are kept as text.

use super::input::NAME;
use super::labels::{MOST_LANGUAGES, TAG};
use serde::Serialize;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Where an application runs.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// Windows.
    Windows,
    /// macOS.
    MacOs,
    /// Linux.
    Linux,
    /// Android.
    Android,
    /// iOS and iPadOS.
    Ios,
    /// In a browser.
    Web,
    /// Anything else.
    Other,
}

impl Platform {
    /// From the stored word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "windows" => Self::Windows,
            "macos" => Self::MacOs,
            "linux" => Self::Linux,
            "android" => Self::Android,
            "ios" => Self::Ios,
            "web" => Self::Web,
            _ => Self::Other,
        }
    }
}

/// A country: two letters (ISO 3166-1).
#[derive(ToSchema)]
#[schema(max_length = 2, pattern = "^[A-Za-z]{2}$")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct Country(String);

/// The code of a feature.
#[derive(ToSchema)]
#[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct FeatureCode(String);

/// What a feature is called, by the language's tag (BCP 47).
pub struct FeatureLabels;

impl PartialSchema for FeatureLabels {
    fn schema() -> RefOr<Schema> {
        let text = |most| ObjectBuilder::new().schema_type(Type::String).max_length(Some(most));
        let description = "What it is called, by the language's tag (BCP 47), such as `en`, `pt-BR` or `zh-Hant`; one at least. \
            A reader is shown their language's, else the English one, else any.";
        ObjectBuilder::new()
            .description(Some(description))
            .property_names(Some(text(TAG)))
            .additional_properties(Some(text(NAME)))
            .max_properties(Some(MOST_LANGUAGES))
            .into()
    }
}

impl ToSchema for FeatureLabels {}
