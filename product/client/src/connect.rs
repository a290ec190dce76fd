//! Features that are held back until the license is in an account (LIC-33): why, and how it gets there.

use gatehouse_formats::AccountNeed;

/// What a product tells the person who wants to use a feature that is held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectFirst {
    /// The features that are held back.
    pub features: Vec<String>,
    /// The page of the portal where the license is added to an account; to be opened in a browser.
    pub address: String,
}

impl ConnectFirst {
    /// `None` while nothing is held back.
    pub(crate) fn of(portal: &str, need: Option<&AccountNeed>, granted: &[String]) -> Option<Self> {
        let need = need?;
        let features: Vec<String> = granted.iter().filter(|feature| need.holds_back(feature)).cloned().collect();
        let address = format!("{}/licenses/add", portal.trim_end_matches('/'));
        (!features.is_empty()).then_some(Self { features, address })
    }

    /// Why, and what to do, in sentences for the person. `lang` as for [`Error::text`](crate::Error::text).
    #[must_use]
    pub fn text(&self, lang: &str) -> String {
        let (features, address) = (self.features.join(", "), &self.address);
        match lang.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "ja" => format!(
                "次の機能を使用するには、ライセンスをアカウントに追加してください：{features}。{address} を開き、\
                 アクティベーションコードを入力してから、もう一度お試しください。"
            ),
            "ru" => format!(
                "Чтобы использовать эти функции, добавьте лицензию в учётную запись: {features}. Откройте {address}, \
                 введите код активации и повторите попытку."
            ),
            _ => format!(
                "These features need the license to be in an account: {features}. Open {address}, enter your \
                 activation code there, then try again."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LIC-33, ALL-1
    #[test]
    fn what_is_held_back_is_named_with_the_way_to_connect() {
        let granted = ["scan".to_owned(), "backup".to_owned()];
        let some = AccountNeed { features: Some(vec!["backup".to_owned(), "gone".to_owned()]), connected: false };
        let first = ConnectFirst::of("https://portal.example.com/", Some(&some), &granted).unwrap();
        assert_eq!(first.features, ["backup"], "no more than the license includes");
        for lang in ["en", "ja-JP", "ru"] {
            let text = first.text(lang);
            assert!(text.contains("backup") && text.contains("https://portal.example.com/licenses/add"), "{text}");
        }
        let connected = AccountNeed { connected: true, ..some };
        assert_eq!(ConnectFirst::of("https://portal.example.com", Some(&connected), &granted), None);
        assert_eq!(ConnectFirst::of("https://portal.example.com", None, &granted), None);
    }
}
