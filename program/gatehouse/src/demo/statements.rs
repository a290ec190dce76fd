//! The statement of the demo's vendor on the processing of data: asked in the European Union, and accepted by its customers there.

use super::done;
use super::teller::Teller;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Uuid};
use gatehouse_privacy::actions::accept_statement::{Answering, accept_statement};
use gatehouse_privacy::actions::add_statement::{AddStatement, add_statement};
use gatehouse_privacy::actions::publish_version::{PublishVersion, publish_version};
use gatehouse_privacy::actions::save_version::save_version;
use gatehouse_privacy::actions::withdraw_consent::withdraw_consent;
use gatehouse_privacy::model::entry::VersionEntry;

/// Title and text, in the order of the languages.
const TEXTS: [(&str, &str); 3] = [
    (
        "Statement on data processing",
        "Skerrylight stores what you tell us about yourself, your licenses and the devices that use them. We need it to run this portal \
         and to keep your licenses working.\n\n\
         Nobody else gets these data, unless the law demands it. You can see them in your account, have them corrected, and delete your \
         account at any time.\n\n\
         You can withdraw your consent under “Privacy”. The portal then stays closed until you accept again; your licenses stay \
         active.\n\nMore about it: https://skerrylight.test/privacy",
    ),
    (
        "データの取り扱いに関する声明",
        "Skerrylight は、お客様が登録された情報、ライセンス、およびライセンスを使用するデバイスの情報を保存します。これらは、ポータルの提供と\
         ライセンスの管理に必要です。\n\n\
         法令で定められた場合を除き、第三者に提供することはありません。登録内容はアカウントで確認、訂正でき、アカウントはいつでも削除できます。\n\n\
         同意は「プライバシー」でいつでも撤回できます。撤回すると、もう一度同意いただくまでポータルは使用できませんが、ライセンスは有効な\
         ままです。\n\n詳細：https://skerrylight.test/privacy",
    ),
    (
        "Положение об обработке данных",
        "Skerrylight хранит то, что вы сообщаете о себе, ваши лицензии и сведения об устройствах, на которых они используются. Без этого \
         портал и лицензии не работают.\n\n\
         Эти данные не получает никто другой, если того не требует закон. Их можно посмотреть и исправить в учётной записи, а саму \
         запись — удалить в любое время.\n\n\
         Согласие можно отозвать в разделе «Персональные данные». Тогда портал закрыт, пока положение снова не принято; лицензии остаются \
         активными.\n\nПодробнее: https://skerrylight.test/privacy",
    ),
];

/// The statement, and its version in force.
#[derive(Clone, Copy, Default)]
pub(super) struct Published {
    statement: Uuid,
    version: Uuid,
}

/// Writes and publishes it.
pub(super) async fn publish(cx: &Cx) -> Result<Published, Fault> {
    let input = AddStatement { kind: "processing".into(), name: "Data processing (EU)".into() };
    let added = done(add_statement(cx, &input).await)?;
    let entry = VersionEntry {
        texts: TEXTS.map(|(title, body)| (title.to_owned(), body.to_owned())),
        required: true,
        asks_again: true,
        countries: "EU".into(),
    };
    done(save_version(cx, added.version, None, &entry).await)?;
    let input = PublishVersion { version: added.version, confirmed: true, ..PublishVersion::default() };
    done(publish_version(cx, &input).await)?;
    Ok(Published { statement: added.statement, version: added.version })
}

/// A customer there accepts it, as they do at their first entry.
pub(super) async fn accept(teller: &Teller<'_>, account: Uuid, published: Published) -> Result<(), Fault> {
    teller.clock.advance(MINUTE);
    let input = Answering { version: published.version, lang: "en".into(), ..Answering::default() };
    done(accept_statement(&teller.of(account), &input).await)
}

/// A customer there withdraws it, in their account.
pub(super) async fn withdraw(teller: &Teller<'_>, account: Uuid, published: Published) -> Result<(), Fault> {
    teller.clock.advance(MINUTE);
    done(withdraw_consent(&teller.of(account), published.statement).await).map(drop)
}
