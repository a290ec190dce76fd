//! What the person reads, in English, Japanese and Russian: one function a language, without a dependency.
//!
//! A refusal by the server brings its own text, in the language that the product asked for.

use gatehouse_formats::{CodeError, LeaseError, ListError};

use crate::error::Error;
use crate::key_texts;
use crate::sign_in::texts as sign_in_texts;

impl Error {
    /// What went wrong and what to do now, in sentences for the person. `lang` is a language tag such as `ja` or `ru-RU`;
    /// any language but Japanese and Russian is English.
    #[must_use]
    pub fn text(&self, lang: &str) -> String {
        if let Self::Refused(problem) = self
            && !(problem.detail.is_empty() && problem.title.is_empty())
        {
            return problem.to_string();
        }
        match lang.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "ja" => japanese(self),
            "ru" => russian(self),
            _ => english(self),
        }
    }
}

/// Where a character stands in its group of five, and in which group: both from 1.
fn place_in_group(position: u8) -> (usize, usize) {
    let before = usize::from(position.saturating_sub(1));
    (before % 5 + 1, before / 5 + 1)
}

fn english(error: &Error) -> String {
    match error {
        Error::Key(trouble) => key_texts::english(trouble),
        Error::SignIn(trouble) => sign_in_texts::english(trouble),
        Error::Code(CodeError::Empty) => "Enter your activation code.".to_owned(),
        Error::Code(CodeError::Length { found }) => {
            format!("An activation code has 20 letters and digits; you entered {found}.")
        }
        Error::Code(CodeError::Symbol { position, found }) => {
            format!(
                "“{found}” at position {position} can’t be part of an activation code. Compare it with the original."
            )
        }
        Error::Code(CodeError::Check { position: Some(position), suggestion: Some(suggestion) }) => {
            let (place, group) = place_in_group(*position);
            let place = ["first", "second", "third", "fourth", "last"].get(place - 1).unwrap_or(&"");
            let group = ["first", "second", "third", "fourth"].get(group - 1).unwrap_or(&"");
            format!(
                "The code is mistyped. Check the {place} character of the {group} group: did you mean “{suggestion}”?"
            )
        }
        Error::Code(CodeError::Check { .. }) => "The code is mistyped. Compare it with the original character by \
            character; two neighboring characters may have been swapped."
            .to_owned(),
        Error::Refused(problem) => format!("The license server refused this ({}).", problem.code),
        Error::NotActivated => "This device isn’t activated.".to_owned(),
        Error::Lease(LeaseError::Expired { .. }) => {
            "This device has been offline too long. Connect to the network once to keep using the product.".to_owned()
        }
        Error::Lease(LeaseError::NotYetValid { .. }) => {
            "The license on this device isn’t valid yet. Check the date and time of this device.".to_owned()
        }
        Error::Lease(LeaseError::WrongDevice) => {
            "The license found here belongs to another device. Activate this device with your code.".to_owned()
        }
        Error::Lease(LeaseError::WrongProduct { found }) => {
            format!("The license found here is for another product ({found}).")
        }
        Error::Lease(_) => {
            "The license on this device can’t be verified. Activate the device again. If that doesn’t help, \
            contact the vendor."
                .to_owned()
        }
        Error::Revoked { .. } => {
            "This device is on the vendor’s revocation list: its license is blocked, or its seat was freed. Contact the \
            vendor. If this has been settled, connect to the network once."
                .to_owned()
        }
        Error::List(ListError::WrongProduct { found }) => {
            format!("This revocation list is for another product ({found}).")
        }
        Error::List(_) => "This isn’t a revocation list of the vendor. Download it again.".to_owned(),
        Error::OldList { found, taken } => {
            format!("This revocation list (number {found}) is older than the one already used here (number {taken}).")
        }
        Error::ClockSetBack { unreached: None, .. } => {
            "The clock of this device is wrong. Set the date and time, then connect to the network once.".to_owned()
        }
        Error::ClockSetBack { unreached: Some(reason), .. } => format!(
            "The clock of this device is wrong. Set the date and time, then connect to the network once. We tried just \
             now, but can’t reach the license server ({reason})."
        ),
        Error::Unreachable(reason) => {
            format!("We can’t reach the license server ({reason}). Check the network connection, then try again.")
        }
        Error::Answer { status } => {
            format!(
                "Something other than the license server answered (HTTP {status}). Check the network and its proxy."
            )
        }
        Error::Busy => {
            "This product is already working with the license in another window. Try again in a moment.".to_owned()
        }
        Error::State { path, source } => {
            format!("The license file {} can’t be read or written: {source}.", path.display())
        }
        Error::NoFingerprint => {
            "This device can’t be recognized: it has no identifiers. Contact the vendor.".to_owned()
        }
        Error::Setup(reason) => format!("The licensing of this product is set up incorrectly: {reason}."),
    }
}

fn japanese(error: &Error) -> String {
    match error {
        Error::Key(trouble) => key_texts::japanese(trouble),
        Error::SignIn(trouble) => sign_in_texts::japanese(trouble),
        Error::Code(CodeError::Empty) => "アクティベーションコードを入力してください。".to_owned(),
        Error::Code(CodeError::Length { found }) => {
            format!("アクティベーションコードは英数字 20 文字です。入力されたのは {found} 文字です。")
        }
        Error::Code(CodeError::Symbol { position, found }) => format!(
            "{position} 文字目の「{found}」はアクティベーションコードに使われない文字です。元のコードと見比べてください。"
        ),
        Error::Code(CodeError::Check { position: Some(position), suggestion: Some(suggestion) }) => {
            let (place, group) = place_in_group(*position);
            format!(
                "コードに入力誤りがあります。{group} 番目のグループの {place} 文字目をご確認ください。\
                 「{suggestion}」ではありませんか？"
            )
        }
        Error::Code(CodeError::Check { .. }) => "コードに入力誤りがあります。元のコードと 1 文字ずつ見比べてください。\
            隣り合う文字が入れ替わっている可能性もあります。"
            .to_owned(),
        Error::Refused(problem) => format!("ライセンスサーバーに拒否されました（{}）。", problem.code),
        Error::NotActivated => "このデバイスは有効化されていません。".to_owned(),
        Error::Lease(LeaseError::Expired { .. }) => {
            "オフラインで使用できる期間が過ぎました。引き続き使用するには、一度ネットワークに接続してください。"
                .to_owned()
        }
        Error::Lease(LeaseError::NotYetValid { .. }) => {
            "このデバイスのライセンスはまだ有効ではありません。デバイスの日付と時刻をご確認ください。".to_owned()
        }
        Error::Lease(LeaseError::WrongDevice) => {
            "保存されているライセンスは別のデバイスのものです。お持ちのコードでこのデバイスを有効化してください。"
                .to_owned()
        }
        Error::Lease(LeaseError::WrongProduct { found }) => {
            format!("保存されているライセンスは別の製品（{found}）のものです。")
        }
        Error::Lease(_) => "このデバイスのライセンスを確認できません。もう一度有効化してください。\
            解決しない場合は提供元にお問い合わせください。"
            .to_owned(),
        Error::Revoked { .. } => {
            "このデバイスは提供元の失効リストに載っています。ライセンスが停止されたか、デバイスの登録が解除されています。\
            提供元にお問い合わせください。すでに解決済みの場合は、一度ネットワークに接続してください。"
                .to_owned()
        }
        Error::List(ListError::WrongProduct { found }) => format!("この失効リストは別の製品（{found}）のものです。"),
        Error::List(_) => "提供元の失効リストではありません。もう一度ダウンロードしてください。".to_owned(),
        Error::OldList { found, taken } => {
            format!("この失効リスト（番号 {found}）は、取り込み済みのリスト（番号 {taken}）より古いものです。")
        }
        Error::ClockSetBack { unreached: None, .. } => {
            "このデバイスの時計がずれています。日付と時刻を合わせてから、一度ネットワークに接続してください。"
                .to_owned()
        }
        Error::ClockSetBack { unreached: Some(reason), .. } => format!(
            "このデバイスの時計がずれています。日付と時刻を合わせてから、一度ネットワークに接続してください。\
             今回はライセンスサーバーに接続できませんでした（{reason}）。"
        ),
        Error::Unreachable(reason) => format!(
            "ライセンスサーバーに接続できません（{reason}）。ネットワーク接続を確認して、もう一度お試しください。"
        ),
        Error::Answer { status } => format!(
            "ライセンスサーバー以外からの応答がありました（HTTP {status}）。ネットワークとプロキシの設定をご確認ください。"
        ),
        Error::Busy => {
            "この製品は別のウィンドウでライセンスの処理を行っています。しばらくしてからもう一度お試しください。"
                .to_owned()
        }
        Error::State { path, source } => {
            format!("ライセンスファイル {} を読み書きできません：{source}", path.display())
        }
        Error::NoFingerprint => "このデバイスを識別できる情報がありません。提供元にお問い合わせください。".to_owned(),
        Error::Setup(reason) => format!("製品のライセンス設定に誤りがあります：{reason}"),
    }
}

fn russian(error: &Error) -> String {
    match error {
        Error::Key(trouble) => key_texts::russian(trouble),
        Error::SignIn(trouble) => sign_in_texts::russian(trouble),
        Error::Code(CodeError::Empty) => "Введите код активации.".to_owned(),
        Error::Code(CodeError::Length { found }) => {
            format!("Код активации состоит из 20 букв и цифр, введено: {found}.")
        }
        Error::Code(CodeError::Symbol { position, found }) => {
            format!("Символа «{found}» (позиция {position}) в коде активации быть не может. Сверьте код с оригиналом.")
        }
        Error::Code(CodeError::Check { position: Some(position), suggestion: Some(suggestion) }) => {
            let (place, group) = place_in_group(*position);
            let place = ["первый", "второй", "третий", "четвёртый", "последний"].get(place - 1).unwrap_or(&"");
            let group = ["первой", "второй", "третьей", "четвёртой"].get(group - 1).unwrap_or(&"");
            format!(
                "В коде опечатка. Проверьте {place} символ {group} группы: возможно, там должно быть «{suggestion}»?"
            )
        }
        Error::Code(CodeError::Check { .. }) => {
            "В коде опечатка. Сверьте его с оригиналом посимвольно; возможно, переставлены соседние символы.".to_owned()
        }
        Error::Refused(problem) => format!("Сервер лицензий ответил отказом ({}).", problem.code),
        Error::NotActivated => "Это устройство не активировано.".to_owned(),
        Error::Lease(LeaseError::Expired { .. }) => {
            "Срок автономной работы истёк. Чтобы и дальше пользоваться продуктом, один раз подключитесь к сети."
                .to_owned()
        }
        Error::Lease(LeaseError::NotYetValid { .. }) => {
            "Лицензия на этом устройстве ещё не вступила в силу. Проверьте дату и время устройства.".to_owned()
        }
        Error::Lease(LeaseError::WrongDevice) => {
            "Найденная лицензия принадлежит другому устройству. Активируйте это устройство своим кодом.".to_owned()
        }
        Error::Lease(LeaseError::WrongProduct { found }) => {
            format!("Найденная лицензия предназначена для другого продукта ({found}).")
        }
        Error::Lease(_) => "Не удалось проверить лицензию на этом устройстве. Активируйте его заново; если это не \
            поможет, обратитесь к поставщику."
            .to_owned(),
        Error::Revoked { .. } => {
            "Это устройство есть в списке отозванных: лицензия заблокирована или место освобождено. Обратитесь \
            к поставщику. Если вопрос уже решён, один раз подключитесь к сети."
                .to_owned()
        }
        Error::List(ListError::WrongProduct { found }) => {
            format!("Этот список отзыва предназначен для другого продукта ({found}).")
        }
        Error::List(_) => "Это не список отзыва от поставщика. Скачайте его ещё раз.".to_owned(),
        Error::OldList { found, taken } => {
            format!("Этот список отзыва (номер {found}) старее уже принятого (номер {taken}).")
        }
        Error::ClockSetBack { unreached: None, .. } => {
            "Часы этого устройства отстают или спешат более чем на сутки. Установите дату и время, затем один раз \
                подключитесь к сети."
                .to_owned()
        }
        Error::ClockSetBack { unreached: Some(reason), .. } => format!(
            "Часы этого устройства отстают или спешат более чем на сутки. Установите дату и время, затем один раз \
             подключитесь к сети. Сейчас сервер лицензий недоступен ({reason})."
        ),
        Error::Unreachable(reason) => {
            format!("Сервер лицензий недоступен ({reason}). Проверьте подключение к сети и повторите попытку.")
        }
        Error::Answer { status } => {
            format!("Ответил не сервер лицензий (HTTP {status}). Проверьте сеть и настройки прокси.")
        }
        Error::Busy => "Продукт уже работает с лицензией в другом окне. Повторите попытку немного позже.".to_owned(),
        Error::State { path, source } => {
            format!("Не удалось прочитать или записать файл лицензии {}: {source}.", path.display())
        }
        Error::NoFingerprint => {
            "Это устройство нельзя распознать: у него нет идентификаторов. Обратитесь к поставщику.".to_owned()
        }
        Error::Setup(reason) => format!("Лицензирование этого продукта настроено неверно: {reason}."),
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_formats::JwsError;

    use super::*;
    use crate::wire::Problem;

    fn one_of_each() -> Vec<Error> {
        let problem = Problem { code: "license.blocked".to_owned(), ..Problem::default() };
        vec![
            CodeError::Empty.into(),
            CodeError::Length { found: 7 }.into(),
            CodeError::Symbol { position: 3, found: '!' }.into(),
            CodeError::Check { position: Some(20), suggestion: Some('Z') }.into(),
            CodeError::Check { position: None, suggestion: None }.into(),
            Error::Refused(Box::new(problem)),
            Error::NotActivated,
            LeaseError::Expired { at: 1 }.into(),
            LeaseError::NotYetValid { from: 1 }.into(),
            LeaseError::WrongDevice.into(),
            LeaseError::WrongProduct { found: "beacon".to_owned() }.into(),
            LeaseError::Signature.into(),
            Error::Revoked { listed: 1 },
            ListError::WrongProduct { found: "beacon".to_owned() }.into(),
            ListError::NotAList(JwsError::NotCompact).into(),
            Error::OldList { found: 4, taken: 5 },
            Error::ClockSetBack { now: 1, floor: 2, unreached: None },
            Error::ClockSetBack { now: 1, floor: 2, unreached: Some("refused".to_owned()) },
            Error::Unreachable("refused".to_owned()),
            Error::Answer { status: 502 },
            Error::Busy,
            Error::State { path: "license.json".into(), source: std::io::ErrorKind::PermissionDenied.into() },
            Error::NoFingerprint,
            Error::Setup("no root keys".to_owned()),
        ]
    }

    /// LIC-36
    #[test]
    fn of_all_errors_only_a_portal_that_was_not_reached_counts_as_unreachable() {
        let unreachable: Vec<String> =
            one_of_each().into_iter().filter(Error::is_unreachable).map(|error| error.code().to_owned()).collect();
        assert_eq!(unreachable, ["client.clock_set_back", "client.unreachable", "client.answer"]);
        for code in ["license.blocked", "license.no_seat_free", "code.unknown", "rate.limited", "service.unavailable"] {
            let problem = Problem { code: code.to_owned(), ..Problem::default() };
            assert!(!Error::Refused(Box::new(problem)).is_unreachable(), "{code}: the portal has answered");
        }
    }

    /// LIC-30 ALL-1
    #[test]
    fn every_error_is_told_in_the_script_of_the_language() {
        for error in one_of_each() {
            let (english, japanese, russian) = (error.text("en-US"), error.text("ja-JP"), error.text("ru"));
            assert!(english.starts_with(|first: char| first.is_ascii_uppercase() || first == '“'), "{english}");
            let kana = japanese.chars().filter(|symbol| ('\u{3040}'..='\u{30ff}').contains(symbol)).count();
            assert!(kana >= 5, "{japanese}");
            let cyrillic = russian.chars().filter(|symbol| ('\u{400}'..='\u{4ff}').contains(symbol)).count();
            assert!(cyrillic >= 15, "{russian}");
            assert_eq!(error.text("de"), english, "English for everybody else");
        }
    }

    /// LIC-30
    #[test]
    fn the_servers_own_words_are_passed_on_as_they_are() {
        let problem = Problem {
            code: "license.blocked".to_owned(),
            detail: "このライセンスは停止されています。".to_owned(),
            next: Some("販売元へ。".to_owned()),
            ..Problem::default()
        };
        let error = Error::Refused(Box::new(problem));
        assert_eq!(error.text("ru"), "このライセンスは停止されています。 販売元へ。");
    }
}
