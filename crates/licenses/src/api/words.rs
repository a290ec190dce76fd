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
