//! What a person may try when the sign-in in the browser fails (ALL-11), and the way without it.

use super::trouble::SignInTrouble;
use crate::error::Error;

/// What to tell the person, after the error itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What may help, each a sentence; empty where no other browser would help.
    pub steps: Vec<String>,
    /// The way that needs no browser of this device: the product offers it, and begins it with
    /// [`Client::begin_device_sign_in`](crate::Client::begin_device_sign_in).
    pub device_code: String,
}

impl Error {
    /// What the person may try after a sign-in in the browser that failed, in their language as for [`text`](Self::text): another default
    /// browser, an update of browser or system; and the device code. `None` after an error that no browser has to do with.
    #[must_use]
    pub fn advice(&self, lang: &str) -> Option<Advice> {
        let Self::SignIn(trouble) = self else { return None };
        let is_the_browsers = match trouble {
            SignInTrouble::NotOpened
            | SignInTrouble::Silent { .. }
            | SignInTrouble::Refused { .. }
            | SignInTrouble::Untrusted { .. } => true,
            SignInTrouble::NoListener(_) => false,
            _ => return None,
        };
        let tag = lang.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        let (steps, device_code) = match tag.as_str() {
            "ja" => (
                [
                    "別のブラウザーを既定のブラウザーに設定して、もう一度お試しください。",
                    "ブラウザーまたはシステムをアップデートしてください。",
                ],
                "コードでもログインできます。表示されるページを別のデバイスのブラウザーで開いてもかまいません。",
            ),
            "ru" => (
                [
                    "Назначьте браузером по умолчанию другой браузер и повторите попытку.",
                    "Обновите браузер или операционную систему.",
                ],
                "Можно войти и по коду: страницу, которую покажет программа, можно открыть в браузере другого устройства.",
            ),
            _ => (
                ["Make another browser your default browser, then try again.", "Update your browser or your system."],
                "You can also sign in with a code: open the page that you’re shown in any browser, even on another device.",
            ),
        };
        let steps = if is_the_browsers { Vec::from(steps.map(str::to_owned)) } else { Vec::new() };
        Some(Advice { steps, device_code: device_code.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ALL-11
    #[test]
    fn a_browser_that_fails_is_told_what_to_try_and_the_device_code_is_offered() {
        let silent = Error::from(SignInTrouble::Silent { seconds: 180 });
        for (lang, browser, code) in
            [("en-US", "browser", "code"), ("ja-JP", "ブラウザー", "コード"), ("ru", "браузер", "код")]
        {
            let advice = silent.advice(lang).unwrap();
            assert_eq!(advice.steps.len(), 2, "{advice:?}");
            assert!(advice.steps.iter().all(|step| step.contains(browser)), "{advice:?}");
            assert!(advice.device_code.contains(code), "{advice:?}");
        }
        let no_listener = Error::from(SignInTrouble::NoListener("refused".to_owned())).advice("en").unwrap();
        assert!(no_listener.steps.is_empty() && !no_listener.device_code.is_empty());
        let others: [Error; 3] = [SignInTrouble::Denied.into(), SignInTrouble::NotSignedIn.into(), Error::NotActivated];
        for other in others {
            assert_eq!(other.advice("en"), None, "{other}");
        }
    }
}
