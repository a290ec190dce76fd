//! Words that the API's answers are made of, where the model keeps them as text.

use serde::Serialize;
use utoipa::ToSchema;

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

/// A hash of a device's part: SHA-256 in lower-case hexadecimal.
#[derive(ToSchema)]
#[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct PartHash(String);

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
