//! The desk of support (SUP): hours and targets, contracts that are nearly used up and ended, answers that are late and due soon, files for people, the
//! lab and Apple, requests that belong together, and somebody who cannot sign in.

use super::people::{self, Vendor};
use super::story::Customers;
use super::support::{Asked, ask, contact, freight, note, product_of, question, reply, technical};
use super::teller::Teller;
use super::{done, license_code};
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Fault, Lang, MINUTE, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use gatehouse_files::{FileName, uploads};
use gatehouse_support::actions::accept_provision::accept_provision;
use gatehouse_support::actions::assign::{To, assign};
use gatehouse_support::actions::begin_file::{FileOf, begin_file};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::enter_contract::{NewContract, enter_contract};
use gatehouse_support::actions::expire::expire;
use gatehouse_support::actions::merge::merge;
use gatehouse_support::actions::open_public::{OpenPublic, REQUESTS, open_public};
use gatehouse_support::actions::open_request::OpenRequest;
use gatehouse_support::actions::save_canned::{SaveCanned, save_canned};
use gatehouse_support::actions::save_filter::{SaveFilter, save_filter};
use gatehouse_support::actions::save_target::{SaveTarget, save_calendar, save_target};
use gatehouse_support::actions::sort::{Sort, sort};
use gatehouse_support::actions::watch::watch;
use gatehouse_support::model::calendar::{CalendarRule, Hours};
use gatehouse_support::model::category::Level;
use gatehouse_support::model::files::FILE;
use gatehouse_support::model::status::Status;
use gatehouse_support::model::work::Work;
use gatehouse_support::tables::{contract, request};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// The contract that has ended.
pub(super) const ENDED: &str = "C-1904";
/// An empty script in an archive with the password of the lab.
const SUSPICIOUS: &[u8] = include_bytes!("papers/suspicious.zip");
/// A signing request; nobody has its key.
const PUSH: &[u8] = include_bytes!("papers/push.csr");
const LETTER: &[u8] = include_bytes!("papers/invoice.pdf");
const SCAN_LOG: &[u8] =
    b"06:02:11 scan started\n06:41:57 97 % done\n06:41:58 waiting for the archive reader\n07:41:58 no answer\n";

/// A text in each language.
type Texts = [(&'static str, &'static str); 3];

/// What is answered often: name, folder, and the text.
const CANNED: [(&str, &str, Texts); 2] = [
    (
        "Where is my code?",
        "Licenses",
        [
            ("en", "Hello [name], open Licenses, choose [product], and press “Show code”."),
            ("ja", "[name] 様、「ライセンス」から [product] を開き、「コードを表示」を押してください。"),
            ("ru", "Здравствуйте, [name]! Откройте «Лицензии», выберите [product] и нажмите «Показать код»."),
        ],
    ),
    (
        "With the lab",
        "Progress",
        [
            ("en", "Hello [name], the lab has your file. We write in [number] as soon as there’s a verdict."),
            ("ja", "[name] 様、ファイルをラボで解析しています。結果は [number] でお知らせします。"),
            ("ru", "Здравствуйте, [name]! Файл в лаборатории. О вердикте напишем в запросе [number]."),
        ],
    ),
];

/// When support works, within which time it answers whom, and what it answers often.
pub(super) async fn promise(cx: &Cx) -> Result<(), Fault> {
    let always = CalendarRule {
        zone: "UTC".into(),
        always: true,
        week: std::array::from_fn(|_| Vec::new()),
        holidays: Vec::new(),
    };
    let day = || vec![Hours { from: 9 * 60, to: 17 * 60 + 30 }];
    let week = std::array::from_fn(|place| if place < 5 { day() } else { Vec::new() });
    let hours = CalendarRule { zone: "Europe/London".into(), always: false, week, holidays: Vec::new() };
    let always = done(save_calendar(cx, None, "Around the clock", &always).await)?;
    let hours = done(save_calendar(cx, None, "London office", &hours).await)?;
    for (level, critical, calendar, [first, next, solution]) in [
        (Level::Premium, false, hours, ["240", "480", "2400"]),
        (Level::PremiumPlus, false, always, ["240", "480", "4320"]),
        (Level::PremiumPlus, true, always, ["60", "60", "480"]),
    ] {
        let target = SaveTarget {
            level: level.word().into(),
            critical,
            calendar: Some(calendar),
            first: first.into(),
            next: next.into(),
            solution: solution.into(),
        };
        done(save_target(cx, &target).await)?;
    }
    for (name, folder, texts) in CANNED {
        let texts = texts.map(|(tag, text)| (tag.to_owned(), text.to_owned())).into();
        done(save_canned(cx, None, &SaveCanned { name: name.into(), folder: folder.into(), texts }).await)?;
    }
    Ok(())
}

/// A week ago: a contract with one request left.
pub(super) async fn last_week(
    teller: &Teller<'_>,
    office: &Vendor,
    (company, maksim): (Uuid, Uuid),
) -> Result<(), Fault> {
    let (cx, staff) = (teller.cx(), teller.by(&office.support));
    let lantern = product_of(&cx, "lantern").await?;
    let running = NewContract {
        company,
        number: "C-2198".into(),
        name: "Расширенная поддержка".into(),
        level: Level::Premium,
        units: Some(4),
        critical: false,
        starts_at: cx.now().plus(-320 * DAY),
        ends_at: cx.now().plus(24 * DAY),
        products: vec![lantern],
        contacts: vec![contact("Максим Журавлёв", "maksim@obrazets.test", "")],
        max_contacts: 3,
        request: None,
    };
    let contract = done(enter_contract(&staff, running).await)?.to_string();
    for (subject, text, answer, is_over) in [
        (
            "Кассы не видят сервер обновлений",
            "Четыре кассы не обновляются с понедельника. Остальные компьютеры обновляются.",
            "Откройте кассам порт 8443 до сервера обновлений, затем нажмите «Обновить».",
            true,
        ),
        (
            "Отчёт о проверке пустой",
            "После проверки касс отчёт открывается пустым.",
            "Исправлено в версии 4.3.0. Установите её на кассы, отчёт появится после следующей проверки.",
            true,
        ),
        (
            "Как исключить папку с базой чеков",
            "Проверка замедляет базу чеков. Можно ли её не проверять?",
            "Можно: «Настройки», «Исключения», добавьте папку с базой. Проверяйте её ночью по расписанию.",
            false,
        ),
    ] {
        let input = OpenRequest { contract: contract.clone(), ..technical(lantern, "Windows 10", subject, text) };
        let id = ask(teller, (maksim, Lang::Ru), Some(company), &input).await?;
        reply(teller, &office.nadia, id, answer, Some(Status::SolutionProvided)).await?;
        if is_over {
            let sure = Close { confirm: "true".into() };
            done(close(&teller.of(maksim), Some(company), id, &sure).await)?;
        }
    }
    let next = OpenRequest {
        fields: [
            ("kind", "premium_activation"),
            ("order_unknown", "true"),
            ("contacts", "Максим Журавлёв <maksim@obrazets.test>, +996 312 55 01 42"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into(),
        ..question(
            "Контракт на следующий год",
            "Оплатили продление контракта, номера заказа пока нет. Активируйте, пожалуйста.",
        )
    };
    ask(teller, (maksim, Lang::Ru), Some(company), &next).await.map(drop)
}

/// What the hourly job does with the requests of the contract that has ended.
async fn end_with_the_contract(cx: &Cx) -> Result<(), Fault> {
    let ended = contract::Entity::find().filter(contract::Column::Number.eq(ENDED)).one(cx.read()).await?;
    let ended = ended.ok_or_else(|| Fault::new("demo: no such contract"))?;
    for row in request::Entity::find().filter(request::Column::ContractId.eq(ended.id)).all(cx.read()).await? {
        expire(cx, row.id).await?;
    }
    Ok(())
}

/// Yesterday: an answer that is late by now, the same question twice, a file for the lab, thanks, and a question back.
pub(super) async fn yesterday(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    asked: &Asked,
) -> Result<(), Fault> {
    let cx = teller.cx();
    end_with_the_contract(&cx).await?;
    let (company, lantern) = (freight(&cx).await?, product_of(&cx, "lantern").await?);
    let late = OpenRequest {
        contract: running(&cx, company).await?,
        ..technical(
            lantern,
            "Windows Server 2022",
            "Hamburg cannot reach the update server",
            "Since yesterday none of the 14 terminals in Hamburg gets updates. London is fine.",
        )
    };
    ask(teller, (who.dana, Lang::En), Some(company), &late).await?;

    let first = question("Invoice for my order", "Where do I find the invoice for order S-10877?");
    let first = ask(teller, (who.carol, Lang::En), None, &first).await?;
    let again = question("Invoice?", "I asked before: where is the invoice for S-10877?");
    let again = ask(teller, (who.carol, Lang::En), None, &again).await?;
    let number = number_of(&cx, first).await?;
    done(merge(&teller.by(&office.support), again, &number).await)?;

    let sample = OpenRequest {
        category: "virus_lab".into(),
        product: lantern.to_string(),
        fields: [("kind".to_owned(), "missed".to_owned())].into(),
        ..question(
            "Подозрительный счёт в письме",
            "Пришло письмо со «счётом». Lantern ничего не находит. Файл в архиве.",
        )
    };
    let sample =
        Box::pin(with_file(teller, (who.boris, Lang::Ru), None, ("suspicious.zip", SUSPICIOUS), sample)).await?;
    let nadia = teller.by(&office.nadia);
    done(assign(&nadia, sample, To::Me, None).await)?;
    done(sort(&nadia, sample, Sort { work: Some(Work::OnHold), ..Sort::default() }).await)?;
    note(teller, office, sample, "Передано в лабораторию, ждём вердикта.").await?;

    let thanks = OpenRequest {
        category: "feedback".into(),
        fields: [("kind".to_owned(), "thanks".to_owned()), ("about".to_owned(), number_of(&cx, asked.closed).await?)]
            .into(),
        ..question("ありがとうございました", "すぐに解決できました。説明がわかりやすかったです。")
    };
    ask(teller, (who.aiko, Lang::Ja), None, &thanks).await?;
    let address = question("請求先の住所を変更したい", "引っ越したため、請求先の住所を変更したいです。");
    let address = ask(teller, (who.aiko, Lang::Ja), None, &address).await?;
    let text = "ご注文番号をお知らせください。購入確認のメールに記載されている、S で始まる番号です。";
    reply(teller, &office.rin, address, text, Some(Status::AwaitingAnswer)).await
}

/// This morning: questions that nobody has, one that two colleagues look at, a code that strangers have, a certificate for Apple, and somebody who
/// has lost their mailbox.
pub(super) async fn this_morning(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let cx = teller.cx();
    let (company, lantern) = (freight(&cx).await?, product_of(&cx, "lantern").await?);
    let seat = question(
        "Новый сотрудник не видит лицензию",
        "Код введён, но программа пишет, что лицензии нет. На остальных компьютерах всё работает.",
    );
    ask(teller, (who.gleb, Lang::Ru), None, &seat).await?;

    let stuck = technical(
        lantern,
        "Windows 11",
        "スキャンが97%で止まります",
        "アップデート後、スキャンが97%で止まります。記録を添付します。",
    );
    let stuck = Box::pin(with_file(teller, (who.fumiko, Lang::Ja), None, ("scan.log", SCAN_LOG), stuck)).await?;
    done(assign(&teller.by(&office.rin), stuck, To::Me, None).await)?;
    reply(teller, &office.rin, stuck, "確認中です。本日17時までにご連絡します。", None).await?;
    done(watch(&teller.by(&office.support), stuck, true).await)?;

    let code = license_code(&cx, "S-10885").await?.unwrap_or_default();
    let leaked = OpenRequest {
        category: "compromised_code".into(),
        fields: [("code".to_owned(), code), ("block_when".to_owned(), "later".to_owned())].into(),
        ..question(
            "Our code was in a forwarded email",
            "A driver forwarded the delivery email outside. 3 terminals use it.",
        )
    };
    Box::pin(with_file(teller, (who.dana, Lang::En), Some(company), ("letter.pdf", LETTER), leaked)).await?;
    let push = OpenRequest {
        category: "apns".into(),
        fields: BTreeMap::new(),
        ..question("Push certificate for our phones", "We renew the certificate of our device management.")
    };
    Box::pin(with_file(teller, (who.dana, Lang::En), Some(company), ("push.csr", PUSH), push)).await?;

    let visitor = Cx { network: Some("198.51.100.84".into()), ..teller.cx().acting_as(Actor::Visitor) };
    let lost = OpenPublic {
        category: "access".into(),
        name: "Rosa Almeida".into(),
        email: "rosa@example.net".into(),
        subject: "I lost my mailbox".into(),
        description: "My provider has closed my mailbox, so I can’t get the link for a new password.".into(),
        fields: [("kind", "lost_mailbox"), ("account_address", "rosa@example.com")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into(),
        human: people::human(&visitor, REQUESTS.form)?,
        ..OpenPublic::default()
    };
    done(open_public(&visitor, &lost).await)?;
    let filter = SaveFilter { name: "Overdue".into(), query: "late=true".into(), shared: true };
    done(save_filter(&teller.by(&office.support), &filter).await).map(drop)
}

/// Four hours ago: its answer is due in some minutes.
pub(super) async fn soon(teller: &Teller<'_>, who: &Customers) -> Result<(), Fault> {
    let cx = teller.cx();
    let (company, lantern) = (freight(&cx).await?, product_of(&cx, "lantern").await?);
    let soon = OpenRequest {
        contract: running(&cx, company).await?,
        ..technical(
            lantern,
            "Windows 10 IoT",
            "Key files of two scales end tomorrow",
            "The two scales in the hall have no network. How do we renew their key files before tomorrow?",
        )
    };
    ask(teller, (who.dana, Lang::En), Some(company), &soon).await.map(drop)
}

/// The contract that a company has now.
pub(super) async fn running(cx: &Cx, company: Uuid) -> Result<String, Fault> {
    let found = contract::Entity::find()
        .filter(contract::Column::CompanyId.eq(company))
        .filter(contract::Column::EndsAt.gt(cx.now()))
        .one(cx.read())
        .await?;
    found.map(|row| row.id.to_string()).ok_or_else(|| Fault::new("demo: no such contract"))
}

async fn number_of(cx: &Cx, id: Uuid) -> Result<String, Fault> {
    let found = request::Entity::find_by_id(id).one(cx.read()).await?;
    found.map(|row| row.number).ok_or_else(|| Fault::new("demo: no such request"))
}

/// Somebody accepts the statement about files, sends one, and asks.
async fn with_file(
    teller: &Teller<'_>,
    (account, lang): (Uuid, Lang),
    company: Option<Uuid>,
    (name, bytes): (&str, &'static [u8]),
    input: OpenRequest,
) -> Result<Uuid, Fault> {
    teller.clock.advance(MINUTE);
    let cx = Cx { lang, ..teller.of(account) };
    accept_provision(&cx).await?;
    let draft = cx.id();
    let length = u64::try_from(bytes.len()).unwrap_or_default();
    let of = FileOf::Draft(draft, true);
    let upload = done(begin_file(&cx, company, of, FileName::clean(name), length).await)?;
    let content = futures::stream::iter([Ok::<_, Infallible>(Bytes::from_static(bytes))]);
    done(uploads::take_whole(&cx, &FILE, upload, content).await)?;
    ask(teller, (account, lang), company, &OpenRequest { draft: draft.to_string(), ..input }).await
}
