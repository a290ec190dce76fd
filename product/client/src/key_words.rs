//! The way by key file, for somebody whose device does not reach the portal (LIC-36).

use crate::error::Error;
use crate::setup::Connection;

/// The portal's page that mails key files and takes requests, without signing in.
const PAGE: &str = "/key-file";

impl Connection {
    /// What went wrong; and where the portal was not reached, that a key file needs no network.
    pub(crate) fn text(&self, error: &Error) -> String {
        let language = self.language.as_deref().unwrap_or_default();
        let text = error.text(language);
        if !error.is_unreachable() {
            return text;
        }
        let page = format!("{}{PAGE}", self.origin);
        match language.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "ja" => format!(
                "{text}このデバイスをネットワークに接続できない場合は、キーファイルで有効化できます。\
                 別のデバイスで {page} を開いてください。"
            ),
            "ru" => format!(
                "{text} Если подключить это устройство к сети нельзя, активируйте продукт файлом ключа: откройте \
                 {page} на другом устройстве."
            ),
            _ => format!(
                "{text} If this device can’t be connected, you can activate it with a key file: open {page} on another \
                 device."
            ),
        }
    }
}
