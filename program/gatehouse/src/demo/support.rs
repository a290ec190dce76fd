//! What people asked support (SUP): requests in each of the nine statuses, in three languages, of people and of a company with a contract, with
//! notes of the staff and what was written down after a call.

use super::people::Vendor;
use super::story::Customers;
use super::teller::Teller;
use super::{chats, desk, done};
use gatehouse_catalog::tables::product;
use gatehouse_companies::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Fault, HOUR, Lang, MINUTE, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use gatehouse_support::actions::add_person::{AddPerson, add_person_as_staff};
use gatehouse_support::actions::answer::{Answer, answer};
use gatehouse_support::actions::answer_as_staff::{Note, StaffAnswer, add_note, answer_as_staff};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::enter_contract::{NewContract, USUAL_CONTACTS, enter_contract};
use gatehouse_support::actions::open_for_caller::{OpenForCaller, open_for_caller};
use gatehouse_support::actions::open_request::{OpenRequest, open_request};
use gatehouse_support::actions::save_canned::{SaveCanned, save_canned};
use gatehouse_support::actions::save_macro::save_macro;
use gatehouse_support::actions::save_queue::{SaveQueue, add_rule, save_queue};
use gatehouse_support::actions::set_status::{SetStatus, set_status};
use gatehouse_support::model::category::Level;
use gatehouse_support::model::contract::ContactPerson;
use gatehouse_support::model::macro_steps::Steps;
use gatehouse_support::model::queue_rules::Wanted;
use gatehouse_support::model::status::Status;

/// Requests that later scenes come back to.
#[derive(Default)]
pub(super) struct Asked {
    silent: Uuid,
    moved: Uuid,
    /// Solved and closed; of Aiko.
    pub(super) closed: Uuid,
}

/// A question about the portal, as its form sends it.
pub(super) fn question(subject: &str, text: &str) -> OpenRequest {
    OpenRequest {
        category: "portal".into(),
        subject: subject.into(),
        description: text.into(),
        fields: [("kind".to_owned(), "question".to_owned())].into(),
        ..OpenRequest::default()
    }
}

/// One about a product.
pub(super) fn technical(product: Uuid, os: &str, subject: &str, text: &str) -> OpenRequest {
    OpenRequest {
        category: "technical".into(),
        product: product.to_string(),
        fields: [("kind", "error"), ("os", os)].map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
        ..question(subject, text)
    }
}

pub(super) async fn product_of(cx: &Cx, code: &str) -> Result<Uuid, Fault> {
    let found = product::Entity::find().filter(product::Column::Code.eq(code)).one(cx.read()).await?;
    found.map(|row| row.id).ok_or_else(|| Fault::new("demo: no such product"))
}

pub(super) async fn freight(cx: &Cx) -> Result<Uuid, Fault> {
    let found = company::Entity::find().filter(company::Column::Slug.eq("ostermoor-freight")).one(cx.read()).await?;
    found.map(|row| row.id).ok_or_else(|| Fault::new("demo: no such company"))
}

/// Somebody asks in their language; `company`: in its name.
pub(super) async fn ask(
    teller: &Teller<'_>,
    (account, lang): (Uuid, Lang),
    company: Option<Uuid>,
    input: &OpenRequest,
) -> Result<Uuid, Fault> {
    teller.clock.advance(11 * MINUTE);
    let cx = Cx { lang, ..teller.of(account) };
    Ok(done(open_request(&cx, company, input).await)?.id)
}

/// Support answers a while later.
pub(super) async fn reply(
    teller: &Teller<'_>,
    colleague: &Actor,
    request: Uuid,
    text: &str,
    becomes: Option<Status>,
) -> Result<(), Fault> {
    teller.clock.advance(48 * MINUTE);
    let becomes = becomes.map(|status| status.word().to_owned()).unwrap_or_default();
    let input = StaffAnswer { text: text.into(), becomes, ..StaffAnswer::default() };
    done(answer_as_staff(&teller.by(colleague), request, &input).await).map(drop)
}

async fn say(teller: &Teller<'_>, account: Uuid, request: Uuid, text: &str) -> Result<(), Fault> {
    teller.clock.advance(2 * HOUR);
    done(answer(&teller.of(account), None, request, &Answer { text: text.into() }).await).map(drop)
}

pub(super) async fn note(teller: &Teller<'_>, office: &Vendor, request: Uuid, text: &str) -> Result<(), Fault> {
    teller.clock.advance(3 * MINUTE);
    done(add_note(&teller.by(&office.support), request, &Note { text: text.into() }).await).map(drop)
}

async fn is_over(teller: &Teller<'_>, account: Uuid, request: Uuid) -> Result<(), Fault> {
    teller.clock.advance(HOUR);
    done(close(&teller.of(account), None, request, &Close { confirm: "true".into() }).await).map(drop)
}

/// Support sets itself up: queues by language and for the lab, answers that are given often, macros.
async fn set_up(teller: &Teller<'_>, office: &Vendor) -> Result<(), Fault> {
    let cx = teller.by(&office.support);
    desk::promise(&cx).await?;
    chats::promise(&cx).await?;
    let queue = |name: &str, others| SaveQueue { name: name.into(), others, archived: false };
    done(save_queue(&cx, None, &queue("English and others", true)).await)?;
    for (name, language) in [("日本語", Lang::Ja), ("Русский", Lang::Ru)] {
        let own = done(save_queue(&cx, None, &queue(name, false)).await)?;
        let wanted = Wanted { languages: vec![language], ..Wanted::default() };
        done(add_rule(&cx, own, &wanted).await)?;
    }
    let report = SaveCanned {
        name: "System report".into(),
        folder: "Questions back".into(),
        texts: [
            ("en", "Hello [name], please send us a system report: Help, then “Make a report”."),
            ("ja", "[name] 様、システムレポートをお送りください。「ヘルプ」から「レポートの作成」を選びます。"),
            ("ru", "Здравствуйте, [name]! Пришлите отчёт о системе: «Справка», затем «Создать отчёт»."),
        ]
        .map(|(tag, text)| (tag.to_owned(), text.to_owned()))
        .into(),
    };
    let report = done(save_canned(&cx, None, &report).await)?;
    let asks = Steps {
        take: true,
        canned: Some(report),
        becomes: Some(Status::AwaitingAnswer.word().into()),
        ..Steps::default()
    };
    done(save_macro(&cx, "Ask for a system report", &asks).await)?;
    let mine = Steps { take: true, work: Some("assigned".into()), ..Steps::default() };
    done(save_macro(&cx, "Take it", &mine).await)?;
    let known = Steps { work: Some("in_development".into()), ..Steps::default() };
    done(save_macro(&cx, "Known fault, in development", &known).await).map(drop)
}

/// Three weeks ago: one is solved and closed, one goes to the threat portal, one gets no answer, one loses its license later.
pub(super) async fn some_time_ago(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<Asked, Fault> {
    set_up(teller, office).await?;
    Box::pin(super::imports::old_portal(teller)).await?;
    let moved = question(
        "新しいパソコンで使いたい",
        "パソコンを買い替えました。Lantern を新しいほうで使うには、どうすればよいですか。\n\n以前のパソコンはまだ手元にあります。",
    );
    let closed = ask(teller, (who.aiko, Lang::Ja), None, &moved).await?;
    reply(
        teller,
        &office.rin,
        closed,
        "ライセンスのページを開き、以前のパソコンの「解除」を押してください。そのあと、新しいパソコンで同じコードを入力すると使えます。",
        Some(Status::SolutionProvided),
    )
    .await?;
    say(teller, who.aiko, closed, "解除できました。コードはどこで見られますか。").await?;
    reply(teller, &office.rin, closed, "同じページの「コードを表示」で確認できます。", Some(Status::SolutionProvided))
        .await?;
    is_over(teller, who.aiko, closed).await?;

    let threat = OpenRequest {
        category: "threat".into(),
        fields: [("kind", "false_alarm"), ("object", "https://tools.example.com/setup.zip")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into(),
        ..question("Our own installer is detected", "The file was signed last week. It is the same on all machines.")
    };
    ask(teller, (who.carol, Lang::En), None, &threat).await?;

    let capture = product_of(&teller.cx(), "capture").await?;
    let moved = technical(
        capture,
        "Windows 11",
        "Запись обрывается через час",
        "Запись экрана останавливается ровно через час, без сообщения.",
    );
    let moved = ask(teller, (who.boris, Lang::Ru), None, &moved).await?;
    reply(teller, &office.nadia, moved, "Это ограничение пробной версии? Проверяем и ответим.", None).await?;

    let silent = question("Не приходит письмо с кодом", "Заказ оплачен, письма нет уже второй день.");
    let silent = ask(teller, (who.boris, Lang::Ru), None, &silent).await?;
    let text = "Какой номер у заказа? Он указан в квитанции магазина и начинается с S.";
    reply(teller, &office.nadia, silent, text, Some(Status::AwaitingAnswer)).await?;
    Ok(Asked { silent, moved, closed })
}

/// Nearly two weeks ago: a contract that ends soon, and a request that ends with it.
pub(super) async fn under_the_old_contract(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let cx = teller.cx();
    let (company, lantern) = (freight(&cx).await?, product_of(&cx, "lantern").await?);
    let ended = NewContract {
        company,
        number: desk::ENDED.into(),
        name: "Premium 2025".into(),
        level: Level::Premium,
        units: Some(6),
        critical: false,
        starts_at: cx.now().plus(-360 * DAY),
        ends_at: cx.now().plus(2 * DAY),
        products: vec![lantern],
        contacts: vec![contact("Dana Whitfield", super::people::DANA.0, DANAS_PHONE)],
        max_contacts: USUAL_CONTACTS,
        request: None,
    };
    let contract = done(enter_contract(&teller.by(&office.support), ended).await)?.to_string();
    let input = OpenRequest {
        contract,
        ..technical(
            lantern,
            "Windows Server 2019",
            "Old terminals lose the server at night",
            "Two terminals of the old hall lose the server at night. They are replaced next month.",
        )
    };
    ask(teller, (who.dana, Lang::En), Some(company), &input).await.map(drop)
}

/// A week ago: a company has a contract; its first request is about it. One of three weeks ago ends without an answer.
pub(super) async fn last_week(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    asked: &Asked,
) -> Result<(), Fault> {
    let (cx, staff) = (teller.cx(), teller.by(&office.support));
    let end = SetStatus { status: Status::SolvedNoInformation.word().into(), ..SetStatus::default() };
    done(set_status(&staff, asked.silent, &end).await)?;
    let (company, lantern) = (freight(&cx).await?, product_of(&cx, "lantern").await?);
    let contract = NewContract {
        company,
        number: "C-2207".into(),
        name: "Premium Plus 24×7".into(),
        level: Level::PremiumPlus,
        units: Some(24),
        critical: true,
        starts_at: cx.now().plus(-30 * DAY),
        ends_at: cx.now().plus(140 * DAY),
        products: vec![lantern],
        contacts: vec![
            contact("Dana Whitfield", super::people::DANA.0, DANAS_PHONE),
            contact("Emil Brandt", super::people::EMIL.0, EMILS_PHONE),
        ],
        max_contacts: USUAL_CONTACTS,
        request: None,
    };
    let contract = done(enter_contract(&staff, contract).await)?;
    let slow = OpenRequest {
        contract: contract.to_string(),
        ..technical(
            lantern,
            "Windows Server 2022",
            "Scans of the file server take all night",
            "Since the last update a full scan takes nine hours instead of two. 1.4 million files, most of them small.",
        )
    };
    let slow = ask(teller, (who.dana, Lang::En), Some(company), &slow).await?;
    let colleague = AddPerson { email: super::people::EMIL.0.into() };
    done(add_person_as_staff(&teller.by(&office.support), slow, &colleague).await)?;
    note(teller, office, slow, "Same as with two others since 4.3.0: the cache of small files is not used.").await?;
    let text =
        "Please switch “Remember unchanged files” on in the settings of the scan. The second scan is quick again.";
    reply(teller, &office.support, slow, text, Some(Status::SolutionProvided)).await?;
    let double = question("Scan is slow", "The scan of our file server is very slow.");
    let double = ask(teller, (who.dana, Lang::En), Some(company), &double).await?;
    let end = SetStatus {
        status: Status::CanceledBySupport.word().into(),
        reason: "duplicate".into(),
        message: "You asked the same in the request before. We go on there.".into(),
        ..SetStatus::default()
    };
    teller.clock.advance(HOUR);
    done(set_status(&teller.by(&office.support), double, &end).await)
}

const DANAS_PHONE: &str = "+44 7700 900142";
const EMILS_PHONE: &str = "+44 7700 900118";

pub(super) fn contact(name: &str, email: &str, phone: &str) -> ContactPerson {
    ContactPerson { name: name.into(), email: email.into(), phone: phone.into() }
}

/// A few days ago: one waits for its answer, one was not needed.
pub(super) async fn lately(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let lantern = product_of(&teller.cx(), "lantern").await?;
    let black = technical(
        lantern,
        "macOS 15",
        "The window of a scan stays black",
        "The window is black since yesterday. The scan itself goes on, and its report is fine.",
    );
    let black = ask(teller, (who.carol, Lang::En), None, &black).await?;
    let text = "Which graphics driver do you have? The system report names it, in its first section.";
    reply(teller, &office.support, black, text, Some(Status::AwaitingAnswer)).await?;
    let solved = question("領収書の宛名を変えたい", "領収書の宛名を会社名にしたいのですが。");
    let solved = ask(teller, (who.aiko, Lang::Ja), None, &solved).await?;
    is_over(teller, who.aiko, solved).await
}

/// Today: what a caller said.
pub(super) async fn today(teller: &Teller<'_>, office: &Vendor, who: &Customers, asked: &Asked) -> Result<(), Fault> {
    note(teller, office, asked.moved, "Пробная версия: ограничение ожидаемое.").await?;
    let call = OpenForCaller {
        channel: "call".into(),
        account: who.fumiko.to_string(),
        category: "portal".into(),
        subject: "契約の有効化について".into(),
        description: "お電話。契約書は届いたが、サイトのどこで有効化するかわからないとのこと。".into(),
        fields: [
            ("kind", "premium_activation"),
            ("order_unknown", "true"),
            ("contacts", "佐伯 文子 <fumiko@mihon.test>, +81 3 5550 0142"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into(),
        ..OpenForCaller::default()
    };
    done(open_for_caller(&teller.by(&office.support), &call).await).map(drop)
}

/// Some minutes ago: a critical incident.
pub(super) async fn incident(teller: &Teller<'_>, who: &Customers) -> Result<(), Fault> {
    let cx = teller.cx();
    let (company, lantern) = (freight(&cx).await?, product_of(&cx, "lantern").await?);
    let blocked = OpenRequest {
        contract: desk::running(&cx, company).await?,
        critical: "incident".into(),
        accept_conditions: "true".into(),
        callback: EMILS_PHONE.into(),
        ..technical(
            lantern,
            "Windows Server 2022",
            "picklist.exe is blocked on 41 terminals",
            "Lantern blocks picklist.exe on 41 terminals. Nothing has been shipped since 06:10.",
        )
    };
    ask(teller, (who.dana, Lang::En), Some(company), &blocked).await.map(drop)
}
