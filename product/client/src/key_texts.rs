//! What the person reads about key files, in English, Japanese and Russian.

use gatehouse_formats::{KeyFileError, StatusError};

use crate::key_trouble::KeyTrouble;

pub(crate) fn english(trouble: &KeyTrouble) -> String {
    match trouble {
        KeyTrouble::File(KeyFileError::WrongProduct { found }) => {
            format!("This key file is for another product ({found}).")
        }
        KeyTrouble::File(KeyFileError::WrongDevice) => {
            "This key file was made for another device. Make a request on this device, and a key file from it.".to_owned()
        }
        KeyTrouble::File(KeyFileError::NotAKeyFile | KeyFileError::TooLong) => {
            "This isn’t a key file. Choose the file with the ending .key from the archive you received.".to_owned()
        }
        KeyTrouble::File(_) => "This key file can’t be verified: it was changed, or another vendor made it. Take it from \
            the archive you received once more, or have it sent again."
            .to_owned(),
        KeyTrouble::Archive(_) => {
            "This archive of key files was changed. Download it again, or have it sent again.".to_owned()
        }
        KeyTrouble::NotInArchive => "This archive has no key file for this product.".to_owned(),
        KeyTrouble::NotYet { .. } => {
            "The term of this key file hasn’t begun. Check the date and time of this device.".to_owned()
        }
        KeyTrouble::Ended { .. } => {
            "The license of this key file has expired. Renew it, and use the new key file.".to_owned()
        }
        KeyTrouble::Revoked { .. } => {
            "This key file is no longer valid: its license is blocked, or a newer key file was made. Contact the vendor."
                .to_owned()
        }
        KeyTrouble::Suspended { .. } => {
            "The license of this key file is suspended. Contact the vendor. If this has been settled, use a newer status \
             list."
                .to_owned()
        }
        KeyTrouble::Replaced { serial } => {
            format!("The key file {serial} was replaced by a newer one. Use the newer one.")
        }
        KeyTrouble::GivenUp { serial } => {
            format!("The key file {serial} was deactivated on this device and can’t be used here again. Get a new one.")
        }
        KeyTrouble::TrialOverLicense => {
            "This is the key file of a trial. It doesn’t replace the license in use. Nothing was changed.".to_owned()
        }
        KeyTrouble::NoReserve => {
            "A reserve key needs a license in use, and this device uses a trial. Use the key file of a license first."
                .to_owned()
        }
        KeyTrouble::List(StatusError::WrongProduct { found }) => {
            format!("This status list is for another product ({found}).")
        }
        KeyTrouble::List(_) => "This isn’t a status list of the vendor. Download it again.".to_owned(),
        KeyTrouble::OtherList => {
            "This status list isn’t the one for the key file on this device. Nothing was changed.".to_owned()
        }
        KeyTrouble::OldList { found, taken } => {
            format!("This status list (number {found}) is older than the one already used here (number {taken}).")
        }
        KeyTrouble::Answer(_) => "This isn’t an answer of the vendor to a request. Download it again.".to_owned(),
        KeyTrouble::OtherAnswer => {
            "This isn’t the answer to the last request of this device. Make a new request, and use its answer.".to_owned()
        }
        KeyTrouble::LateAnswer => {
            "This answer is to a request that was made too long ago. Make a new request, and use its answer.".to_owned()
        }
    }
}

pub(crate) fn japanese(trouble: &KeyTrouble) -> String {
    match trouble {
        KeyTrouble::File(KeyFileError::WrongProduct { found }) => {
            format!("このキーファイルは別の製品（{found}）のものです。")
        }
        KeyTrouble::File(KeyFileError::WrongDevice) => {
            "このキーファイルは別のデバイス用です。このデバイスでリクエストファイルを作成し、それを使ってキーファイルを取得してください。"
                .to_owned()
        }
        KeyTrouble::File(KeyFileError::NotAKeyFile | KeyFileError::TooLong) => {
            "キーファイルではありません。受け取ったアーカイブから、拡張子が .key のファイルを選択してください。".to_owned()
        }
        KeyTrouble::File(_) => "このキーファイルを確認できません。内容が変更されているか、別の提供元のものです。\
            受け取ったアーカイブからもう一度取り出すか、再送信してください。"
            .to_owned(),
        KeyTrouble::Archive(_) => {
            "キーファイルのアーカイブの内容が変更されています。もう一度ダウンロードするか、再送信してください。".to_owned()
        }
        KeyTrouble::NotInArchive => "このアーカイブには、この製品のキーファイルがありません。".to_owned(),
        KeyTrouble::NotYet { .. } => {
            "このキーファイルの利用期間はまだ始まっていません。デバイスの日付と時刻をご確認ください。".to_owned()
        }
        KeyTrouble::Ended { .. } => {
            "このキーファイルのライセンスは期限切れです。更新してから、新しいキーファイルをお使いください。".to_owned()
        }
        KeyTrouble::Revoked { .. } => {
            "このキーファイルは無効です。ライセンスが停止されたか、新しいキーファイルが発行されています。\
            提供元にお問い合わせください。"
                .to_owned()
        }
        KeyTrouble::Suspended { .. } => {
            "このキーファイルのライセンスは一時的に停止されています。提供元にお問い合わせください。\
            すでに解決済みの場合は、新しい状態リストを取り込んでください。"
                .to_owned()
        }
        KeyTrouble::Replaced { serial } => {
            format!("キーファイル {serial} は新しいものに置き換えられています。新しいキーファイルをお使いください。")
        }
        KeyTrouble::GivenUp { serial } => format!(
            "キーファイル {serial} はこのデバイスで登録が解除されたため、再度使用できません。新しいキーファイルを取得してください。"
        ),
        KeyTrouble::TrialOverLicense => {
            "これは体験版のキーファイルです。使用中のライセンスと置き換えることはできません。変更はありません。".to_owned()
        }
        KeyTrouble::NoReserve => {
            "予備のキーファイルは、使用中のライセンスがある場合に追加できます。このデバイスでは体験版を使用しています。"
                .to_owned()
        }
        KeyTrouble::List(StatusError::WrongProduct { found }) => {
            format!("この状態リストは別の製品（{found}）のものです。")
        }
        KeyTrouble::List(_) => "提供元の状態リストではありません。もう一度ダウンロードしてください。".to_owned(),
        KeyTrouble::OtherList => {
            "この状態リストは、このデバイスのキーファイル用ではありません。変更はありません。".to_owned()
        }
        KeyTrouble::OldList { found, taken } => {
            format!("この状態リスト（番号 {found}）は、取り込み済みのリスト（番号 {taken}）より古いものです。")
        }
        KeyTrouble::Answer(_) => {
            "提供元が発行した応答ファイルではありません。もう一度ダウンロードしてください。".to_owned()
        }
        KeyTrouble::OtherAnswer => "このデバイスで最後に作成したリクエストに対する応答ではありません。\
            新しいリクエストファイルを作成し、その応答ファイルをお使いください。"
            .to_owned(),
        KeyTrouble::LateAnswer => "リクエストの作成から時間が経ちすぎています。\
            新しいリクエストファイルを作成し、その応答ファイルをお使いください。"
            .to_owned(),
    }
}

pub(crate) fn russian(trouble: &KeyTrouble) -> String {
    match trouble {
        KeyTrouble::File(KeyFileError::WrongProduct { found }) => {
            format!("Этот файл ключа предназначен для другого продукта ({found}).")
        }
        KeyTrouble::File(KeyFileError::WrongDevice) => {
            "Этот файл ключа создан для другого устройства. Создайте файл запроса на этом устройстве и получите по нему \
             файл ключа."
                .to_owned()
        }
        KeyTrouble::File(KeyFileError::NotAKeyFile | KeyFileError::TooLong) => {
            "Это не файл ключа. Выберите файл с расширением .key из полученного архива.".to_owned()
        }
        KeyTrouble::File(_) => "Не удалось проверить файл ключа: он изменён или выпущен другим поставщиком. Извлеките его \
            из полученного архива ещё раз или запросите повторную отправку."
            .to_owned(),
        KeyTrouble::Archive(_) => {
            "Архив с файлами ключа изменён. Скачайте его ещё раз или запросите повторную отправку.".to_owned()
        }
        KeyTrouble::NotInArchive => "В этом архиве нет файла ключа для этого продукта.".to_owned(),
        KeyTrouble::NotYet { .. } => {
            "Срок лицензии из этого файла ключа ещё не начался. Проверьте дату и время устройства.".to_owned()
        }
        KeyTrouble::Ended { .. } => {
            "Срок лицензии из этого файла ключа истёк. Продлите её и используйте новый файл ключа.".to_owned()
        }
        KeyTrouble::Revoked { .. } => {
            "Этот файл ключа больше не действует: лицензия заблокирована или выпущен новый файл ключа. Обратитесь к \
             поставщику."
                .to_owned()
        }
        KeyTrouble::Suspended { .. } => {
            "Лицензия из этого файла ключа приостановлена. Обратитесь к поставщику. Если вопрос уже решён, используйте \
             более новый список состояний."
                .to_owned()
        }
        KeyTrouble::Replaced { serial } => {
            format!("Файл ключа {serial} заменён более новым. Используйте новый файл.")
        }
        KeyTrouble::GivenUp { serial } => format!(
            "Файл ключа {serial} деактивирован на этом устройстве, использовать его здесь снова нельзя. Получите новый."
        ),
        KeyTrouble::TrialOverLicense => {
            "Это файл ключа пробной лицензии. Он не заменяет действующую лицензию. Ничего не изменено.".to_owned()
        }
        KeyTrouble::NoReserve => {
            "Резервный файл ключа можно добавить только к лицензии, а на этом устройстве используется пробная. Сначала \
             используйте файл ключа лицензии."
                .to_owned()
        }
        KeyTrouble::List(StatusError::WrongProduct { found }) => {
            format!("Этот список состояний предназначен для другого продукта ({found}).")
        }
        KeyTrouble::List(_) => "Это не список состояний от поставщика. Скачайте его ещё раз.".to_owned(),
        KeyTrouble::OtherList => {
            "Этот список состояний не относится к файлу ключа на этом устройстве. Ничего не изменено.".to_owned()
        }
        KeyTrouble::OldList { found, taken } => {
            format!("Этот список состояний (номер {found}) старее уже принятого (номер {taken}).")
        }
        KeyTrouble::Answer(_) => "Это не файл ответа от поставщика. Скачайте его ещё раз.".to_owned(),
        KeyTrouble::OtherAnswer => {
            "Это ответ не на последний запрос этого устройства. Создайте новый файл запроса и используйте ответ на него."
                .to_owned()
        }
        KeyTrouble::LateAnswer => {
            "Запрос, на который получен этот ответ, создан слишком давно. Создайте новый файл запроса и используйте ответ \
             на него."
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_formats::{BundleError, ByHandError, Serial, TrustError};

    use super::*;

    fn one_of_each() -> Vec<KeyTrouble> {
        let serial = Serial::parse("E82E4908").unwrap();
        let found = || "beacon".to_owned();
        vec![
            KeyFileError::WrongProduct { found: found() }.into(),
            KeyFileError::WrongDevice.into(),
            KeyFileError::NotAKeyFile.into(),
            KeyFileError::Changed.into(),
            KeyTrouble::Archive(BundleError::List),
            KeyTrouble::NotInArchive,
            KeyTrouble::NotYet { from: 1 },
            KeyTrouble::Ended { at: 1 },
            KeyTrouble::Revoked { listed: 1 },
            KeyTrouble::Suspended { listed: 1 },
            KeyTrouble::Replaced { serial },
            KeyTrouble::GivenUp { serial },
            KeyTrouble::TrialOverLicense,
            KeyTrouble::NoReserve,
            StatusError::WrongProduct { found: found() }.into(),
            StatusError::Untrusted(TrustError::Signature).into(),
            KeyTrouble::OtherList,
            KeyTrouble::OldList { found: 1, taken: 2 },
            ByHandError::NotTheFile.into(),
            KeyTrouble::OtherAnswer,
            KeyTrouble::LateAnswer,
        ]
    }

    /// LIC-30
    #[test]
    fn every_trouble_is_told_in_the_script_of_the_language() {
        for trouble in one_of_each() {
            let (english, japanese, russian) = (english(&trouble), japanese(&trouble), russian(&trouble));
            assert!(english.is_ascii() || english.contains('’'), "{english}");
            assert!(japanese.chars().any(|character| ('ぁ'..='ヿ').contains(&character)), "{japanese}");
            assert!(russian.chars().any(|character| ('а'..='я').contains(&character)), "{russian}");
            assert!(!trouble.code().is_empty() && trouble.code().contains('.'));
        }
    }
}
