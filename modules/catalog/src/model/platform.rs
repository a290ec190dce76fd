//! Where applications run.

use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use serde::Serialize;
use utoipa::ToSchema;

/// Where an application runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
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

stored_words!(Platform {
    Windows = "windows",
    MacOs = "macos",
    Linux = "linux",
    Android = "android",
    Ios = "ios",
    Web = "web",
    Other = "other",
});

impl Platform {
    /// What a device calls its platform, which may be anything.
    pub fn of_device(word: &str) -> Self {
        Self::from_word(word).unwrap_or(Self::Other)
    }

    /// Its name; brand names are the same in every language.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Windows => "Windows".to_owned(),
            Self::MacOs => "macOS".to_owned(),
            Self::Linux => "Linux".to_owned(),
            Self::Android => "Android".to_owned(),
            Self::Ios => "iOS".to_owned(),
            Self::Web => crate::texts(lang).msg_platform_web(),
            Self::Other => crate::texts(lang).msg_platform_other(),
        }
    }
}
