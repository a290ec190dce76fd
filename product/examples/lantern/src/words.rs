//! Lantern's own sentences. Those about the license come from the client library and from the portal.

use std::fmt::Display;

/// The sentences in one language; `{}` stands for what is filled in.
pub struct Words {
    /// The language, as `Error::text` takes it.
    pub tag: &'static str,
    pub activated: &'static str,
    pub licensed: &'static str,
    pub in_force: &'static str,
    pub deactivated: &'static str,
    pub how_to_activate: &'static str,
    pub list_written: &'static str,
    pub no_manifest: &'static str,
    pub works_until: &'static str,
    pub try_again: &'static str,
    pub quote: &'static str,
    pub license: &'static str,
    pub until: &'static str,
    pub without_end: &'static str,
    pub seats: &'static str,
    pub features: &'static str,
    pub none: &'static str,
    pub offline: &'static str,
    pub key_file: &'static str,
    pub reserve: &'static str,
    pub request_written: &'static str,
    pub receipt_written: &'static str,
    pub given_up: &'static str,
    pub statuses_written: &'static str,
    pub in_grace: &'static str,
    pub blocked: &'static str,
    pub counted: &'static str,
    pub distant: &'static str,
    pub block_ahead: &'static str,
    pub block_grace: &'static str,
    pub block_limited: &'static str,
}

const ENGLISH: Words = Words {
    tag: "en",
    activated: "Lantern is activated on this device. Thank you.",
    licensed: "Lantern is activated on this device.",
    in_force: "The license on this device is active.",
    deactivated: "Device deactivated. Its seat is free, and you can activate again with the same code.",
    how_to_activate: "Run “lantern activate CODE” with the activation code you received.",
    list_written: "The current revocation list was saved to {}.",
    no_manifest: "Your edition doesn’t include --manifest.",
    works_until: "Lantern keeps working until {}.",
    try_again: "Try again in {} s.",
    quote: "If you contact support, quote {}.",
    license: "license   {} ({}), {}",
    until: "until {}",
    without_end: "perpetual",
    seats: "seats     {}",
    features: "features  {}",
    none: "none",
    offline: "offline   until {}, next check after {}",
    key_file: "key file  {}, valid until {}",
    reserve: "reserve   {}, from {}",
    request_written: "The request was saved to {}. Upload it on the vendor’s portal and bring the answer back: “lantern answer FILE”.",
    receipt_written: "Device deactivated. The receipt was saved to {}. Upload it on the vendor’s portal to free the seat.",
    given_up: "Device deactivated. This key file isn’t tied to a device, so there is no receipt.",
    statuses_written: "The current status list was saved to {}.",
    in_grace: "The license has expired. Lantern keeps working until {}. Renew the license before then.",
    blocked: "The vendor has blocked the license. Lantern keeps working until {}. Contact the vendor.",
    counted: "({} files, {} bytes)",
    distant: "a very distant day",
    block_ahead: "The license will be blocked on {}. See the license in your account.",
    block_grace: "The license will be limited from {} and blocked on {}. See the license in your account.",
    block_limited: "The license is limited: --manifest is off. It will be blocked on {}. See the license in your account.",
};

const JAPANESE: Words = Words {
    tag: "ja",
    activated: "Lantern をこのデバイスで有効化しました。ありがとうございます。",
    licensed: "このデバイスの Lantern はライセンス認証済みです。",
    in_force: "このデバイスのライセンスは有効です。",
    deactivated: "このデバイスの登録を解除しました。1 台分の空きができ、同じコードでもう一度有効化できます。",
    how_to_activate: "お手元のアクティベーションコードで「lantern activate コード」を実行してください。",
    list_written: "最新の失効リストを {} に保存しました。",
    no_manifest: "お使いのエディションでは --manifest をご利用いただけません。",
    works_until: "Lantern は {} まで引き続き使用できます。",
    try_again: "{} 秒後にもう一度お試しください。",
    quote: "お問い合わせの際は {} をお伝えください。",
    license: "ライセンス  {}（{}）、{}",
    until: "{} まで",
    without_end: "無期限",
    seats: "台数        {}",
    features: "機能        {}",
    none: "なし",
    offline: "オフライン  {} まで、次回の確認は {} 以降",
    key_file: "キーファイル {}、有効期限は {}",
    reserve: "予備        {}、{} から",
    request_written: "リクエストファイルを {} に保存しました。提供元のポータルにアップロードし、受け取った応答ファイルで「lantern answer ファイル」を実行してください。",
    receipt_written: "このデバイスの登録を解除しました。受領証を {} に保存しました。提供元のポータルにアップロードすると、1 台分の空きができます。",
    given_up: "このデバイスの登録を解除しました。このキーファイルはデバイスに結び付いていないため、受領証はありません。",
    statuses_written: "最新の状態リストを {} に保存しました。",
    in_grace: "ライセンスの有効期限が過ぎています。Lantern は {} まで使用できます。それまでに更新してください。",
    blocked: "提供元がライセンスを停止しました。Lantern は {} まで使用できます。提供元にお問い合わせください。",
    counted: "（{} ファイル、{} バイト）",
    distant: "遠い将来",
    block_ahead: "ライセンスは {} に停止されます。アカウントでライセンスをご確認ください。",
    block_grace: "ライセンスは {} から機能が制限され、{} に停止されます。アカウントでライセンスをご確認ください。",
    block_limited: "ライセンスの機能が制限されているため、--manifest は使用できません。{} に停止されます。アカウントでライセンスをご確認ください。",
};

const RUSSIAN: Words = Words {
    tag: "ru",
    activated: "Lantern активирован на этом устройстве. Спасибо.",
    licensed: "Lantern активирован на этом устройстве.",
    in_force: "Лицензия на этом устройстве действует.",
    deactivated: "Устройство деактивировано. Lantern можно снова активировать тем же кодом.",
    how_to_activate: "Выполните команду «lantern activate КОД» с полученным кодом активации.",
    list_written: "Текущий список отзыва сохранён: {}.",
    no_manifest: "В вашу редакцию --manifest не входит.",
    works_until: "Lantern продолжит работать до {}.",
    try_again: "Повторите попытку через {} с.",
    quote: "Если напишете в поддержку, укажите {}.",
    license: "лицензия   {} ({}), {}",
    until: "до {}",
    without_end: "бессрочно",
    seats: "устройства {}",
    features: "функции    {}",
    none: "нет",
    offline: "офлайн     до {}, следующая проверка после {}",
    key_file: "файл ключа {}, действует до {}",
    reserve: "резерв     {}, с {}",
    request_written: "Файл запроса сохранён: {}. Загрузите его на портале поставщика и выполните «lantern answer ФАЙЛ» с полученным файлом ответа.",
    receipt_written: "Устройство деактивировано. Подтверждение сохранено: {}. Загрузите его на портале поставщика, чтобы лицензию можно было использовать на другом устройстве.",
    given_up: "Устройство деактивировано. Файл ключа не привязан к устройству, поэтому подтверждения нет.",
    statuses_written: "Текущий список состояний сохранён: {}.",
    in_grace: "Срок лицензии истёк. Lantern продолжит работать до {}. Продлите лицензию до этого дня.",
    blocked: "Поставщик заблокировал лицензию. Lantern продолжит работать до {}. Обратитесь к поставщику.",
    counted: "(файлов: {}, байт: {})",
    distant: "далёкого будущего",
    block_ahead: "Блокировка лицензии: {}. Подробности — в вашей учётной записи.",
    block_grace: "Ограничение лицензии: {}, блокировка: {}. Подробности — в вашей учётной записи.",
    block_limited: "Лицензия ограничена, --manifest недоступен. Блокировка: {}. Подробности — в вашей учётной записи.",
};

/// The words for a language tag such as `ja-JP`; English for those who read another language.
pub fn of(language: Option<&str>) -> &'static Words {
    match language.and_then(|tag| tag.split('-').next()) {
        Some("ja") => &JAPANESE,
        Some("ru") => &RUSSIAN,
        _ => &ENGLISH,
    }
}

/// A sentence with what is told in the places of `{}`, in their order.
pub fn fill(sentence: &str, told: &[&dyn Display]) -> String {
    let mut parts = sentence.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(told) {
        text.push_str(&value.to_string());
        text.push_str(part);
    }
    text
}
