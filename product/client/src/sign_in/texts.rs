//! What the person reads about signing in, in English, Japanese and Russian.

use super::trouble::SignInTrouble;
use crate::error::Error;
use crate::setup::Connection;

pub(crate) fn english(trouble: &SignInTrouble) -> String {
    match trouble {
        SignInTrouble::NotSignedIn => "You’re not signed in on this device.".to_owned(),
        SignInTrouble::NoneBegun => "No sign-in is under way. Begin it again.".to_owned(),
        SignInTrouble::Denied => {
            "The sign-in was refused on the portal. If you want to sign in, begin again.".to_owned()
        }
        SignInTrouble::Expired => "The sign-in took too long. Begin it again.".to_owned(),
        SignInTrouble::Ended => {
            "This device was signed out: from your account, or because it wasn’t used for a long time. Sign in again."
                .to_owned()
        }
        SignInTrouble::Client { error } => {
            format!("This product isn’t set up for signing in ({error}). Contact the vendor.")
        }
        SignInTrouble::Refused { error } => format!("The portal refused the sign-in ({error}). Begin it again."),
        SignInTrouble::Untrusted { .. } => {
            "The answer to the sign-in can’t be verified. Begin it again. If that doesn’t help, contact the vendor."
                .to_owned()
        }
        SignInTrouble::Clock => {
            "The clock of this device is wrong. Set the date and time, then sign in again.".to_owned()
        }
        SignInTrouble::NotOpened => "We couldn’t open a browser on this device.".to_owned(),
        SignInTrouble::Silent { seconds } => {
            format!("The browser didn’t come back within {seconds} s, so you’re not signed in.")
        }
        SignInTrouble::NoListener(reason) => {
            format!("The browser can’t come back to this application: no port of this device can be opened ({reason}).")
        }
        SignInTrouble::Busy { .. } => "The portal is busy. Try again in a moment.".to_owned(),
        SignInTrouble::Canceled => "The sign-in was canceled.".to_owned(),
    }
}

pub(crate) fn japanese(trouble: &SignInTrouble) -> String {
    match trouble {
        SignInTrouble::NotSignedIn => "このデバイスではログインしていません。".to_owned(),
        SignInTrouble::NoneBegun => "進行中のログインはありません。最初からやり直してください。".to_owned(),
        SignInTrouble::Denied => {
            "ポータルでログインが拒否されました。ログインする場合は、最初からやり直してください。".to_owned()
        }
        SignInTrouble::Expired => "ログインの有効時間が過ぎました。最初からやり直してください。".to_owned(),
        SignInTrouble::Ended => {
            "このデバイスはログアウトされています。アカウントでログアウトされたか、長期間使用されていません。\
            もう一度ログインしてください。"
                .to_owned()
        }
        SignInTrouble::Client { error } => {
            format!("この製品はログインできるように設定されていません（{error}）。提供元にお問い合わせください。")
        }
        SignInTrouble::Refused { error } => {
            format!("ポータルにログインを拒否されました（{error}）。最初からやり直してください。")
        }
        SignInTrouble::Untrusted { .. } => "ログインの応答を確認できません。最初からやり直してください。\
            解決しない場合は提供元にお問い合わせください。"
            .to_owned(),
        SignInTrouble::Clock => {
            "このデバイスの時計がずれています。日付と時刻を合わせてから、もう一度ログインしてください。".to_owned()
        }
        SignInTrouble::NotOpened => "このデバイスでブラウザーを開けませんでした。".to_owned(),
        SignInTrouble::Silent { seconds } => {
            format!("{seconds} 秒以内にブラウザーから応答がなかったため、ログインしていません。")
        }
        SignInTrouble::NoListener(reason) => {
            format!("このデバイスのポートを開けないため、ブラウザーからこのアプリケーションに戻れません（{reason}）。")
        }
        SignInTrouble::Busy { .. } => "ポータルが混み合っています。しばらくしてからもう一度お試しください。".to_owned(),
        SignInTrouble::Canceled => "ログインを取り消しました。".to_owned(),
    }
}

pub(crate) fn russian(trouble: &SignInTrouble) -> String {
    match trouble {
        SignInTrouble::NotSignedIn => "На этом устройстве вход не выполнен.".to_owned(),
        SignInTrouble::NoneBegun => "Вход не начат. Начните его заново.".to_owned(),
        SignInTrouble::Denied => "Вход отклонён на портале. Чтобы войти, начните заново.".to_owned(),
        SignInTrouble::Expired => "Время входа истекло. Начните заново.".to_owned(),
        SignInTrouble::Ended => {
            "Вход на этом устройстве завершён: его отключили в учётной записи или им долго не пользовались. Войдите снова."
                .to_owned()
        }
        SignInTrouble::Client { error } => {
            format!("Вход в этом продукте не настроен ({error}). Обратитесь к поставщику.")
        }
        SignInTrouble::Refused { error } => format!("Портал отклонил вход ({error}). Начните заново."),
        SignInTrouble::Untrusted { .. } => {
            "Не удалось проверить ответ портала. Начните вход заново; если это не поможет, обратитесь к поставщику."
                .to_owned()
        }
        SignInTrouble::Clock => {
            "Часы этого устройства идут неверно. Установите дату и время, затем войдите снова.".to_owned()
        }
        SignInTrouble::NotOpened => "Не удалось открыть браузер на этом устройстве.".to_owned(),
        SignInTrouble::Silent { seconds } => {
            format!("Браузер не вернулся за {seconds}\u{a0}с, вход не выполнен.")
        }
        SignInTrouble::NoListener(reason) => {
            format!("Браузер не сможет вернуться в программу: не удалось открыть порт на этом устройстве ({reason}).")
        }
        SignInTrouble::Busy { .. } => "Портал перегружен. Повторите попытку немного позже.".to_owned(),
        SignInTrouble::Canceled => "Вход отменён.".to_owned(),
    }
}

impl Connection {
    /// As [`Error::text`], for what went wrong while somebody signs in: there it is the portal that cannot be reached, not the license server,
    /// and a key file would not help.
    pub(crate) fn sign_in_text(&self, error: &Error) -> String {
        let lang = self.language.as_deref().unwrap_or_default();
        let tag = lang.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        match (error, tag.as_str()) {
            (Error::Unreachable(reason), "ja") => {
                format!("ポータルに接続できません（{reason}）。ネットワーク接続を確認して、もう一度お試しください。")
            }
            (Error::Unreachable(reason), "ru") => {
                format!("Портал недоступен ({reason}). Проверьте подключение к сети и повторите попытку.")
            }
            (Error::Unreachable(reason), _) => {
                format!("We can’t reach the portal ({reason}). Check the network connection, then try again.")
            }
            (Error::Answer { status }, "ja") => format!(
                "ポータル以外からの応答がありました（HTTP {status}）。ネットワークとプロキシの設定をご確認ください。"
            ),
            (Error::Answer { status }, "ru") => {
                format!("Ответил не портал (HTTP {status}). Проверьте сеть и настройки прокси.")
            }
            (Error::Answer { status }, _) => {
                format!("Something other than the portal answered (HTTP {status}). Check the network and its proxy.")
            }
            (Error::Busy, "ja") => {
                "この製品は別のウィンドウでログインの処理を行っています。しばらくしてからもう一度お試しください。"
                    .to_owned()
            }
            (Error::Busy, "ru") => {
                "В другом окне продукта уже выполняется вход. Повторите попытку немного позже.".to_owned()
            }
            (Error::Busy, _) => {
                "You’re already signing in to this product in another window. Try again in a moment.".to_owned()
            }
            (Error::State { path, source }, "ja") => {
                format!("アカウントのファイル {} を読み書きできません：{source}", path.display())
            }
            (Error::State { path, source }, "ru") => {
                format!("Не удалось прочитать или записать файл учётной записи {}: {source}.", path.display())
            }
            (Error::State { path, source }, _) => {
                format!("The account file {} can’t be read or written: {source}.", path.display())
            }
            _ => error.text(lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of_each() -> Vec<SignInTrouble> {
        let error = || "invalid_scope".to_owned();
        vec![
            SignInTrouble::NotSignedIn,
            SignInTrouble::NoneBegun,
            SignInTrouble::Denied,
            SignInTrouble::Expired,
            SignInTrouble::Ended,
            SignInTrouble::Client { error: error() },
            SignInTrouble::Refused { error: error() },
            SignInTrouble::Untrusted { what: "a wrong signature" },
            SignInTrouble::Clock,
            SignInTrouble::NotOpened,
            SignInTrouble::Silent { seconds: 180 },
            SignInTrouble::NoListener("denied".to_owned()),
            SignInTrouble::Busy { after: Some(7) },
            SignInTrouble::Canceled,
        ]
    }

    /// ACC-4 ALL-1
    #[test]
    fn every_trouble_is_told_in_the_script_of_the_language() {
        for trouble in one_of_each() {
            let (english, japanese, russian) = (english(&trouble), japanese(&trouble), russian(&trouble));
            assert!(english.is_ascii() || english.contains('’'), "{english}");
            assert!(japanese.chars().any(|character| ('ぁ'..='ヿ').contains(&character)), "{japanese}");
            assert!(russian.chars().any(|character| ('а'..='я').contains(&character)), "{russian}");
            assert!(trouble.code().starts_with("sign_in."), "{trouble}");
            let all = [english, japanese, russian];
            assert!(all.iter().all(|text| !text.contains("signature")), "what is for logs is not for people: {all:?}");
        }
    }
}
