//! The help center of the demo (ALL-10, SUP-18): an article of our own for customers and one for the team, a change that makes a translation outdated,
//! a text that waits to be read over, a draft, what readers say, and what they sought in vain.

use super::done;
use super::people::Vendor;
use super::story::Customers;
use super::teller::{DESK, PHONE, Teller};
use gatehouse_catalog::queries::products::all_by_name;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Lang, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use gatehouse_help::actions::comment::{Comment, comment};
use gatehouse_help::actions::publish::{Decision, publish};
use gatehouse_help::actions::save_article::{SaveArticle, save_article};
use gatehouse_help::actions::save_text::{SaveText, save_text, version_of};
use gatehouse_help::actions::send_to_review::send_to_review;
use gatehouse_help::actions::vote::vote;
use gatehouse_help::actions::write_missed::write_missed;
use gatehouse_help::model::missed_count::MissedCount;
use gatehouse_help::queries::staff::{categories, whole};
use gatehouse_help::rights::may;
use gatehouse_help::tables::help_article;

/// How far a text comes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Far {
    Draft,
    Review,
    Published,
}

/// Writes a text: one of the team, and another one publishes it.
async fn write(
    teller: &Teller<'_>,
    (author, reader): (&Actor, &Actor),
    (article, lang): (Uuid, Lang),
    (title, body): (&str, &str),
    far: Far,
) -> Result<(), Fault> {
    let cx = teller.by(author);
    let text = SaveText { title: title.into(), body: body.into(), ..SaveText::default() };
    done(save_text(&cx, article, lang, &text).await)?;
    if far == Far::Draft {
        return Ok(());
    }
    done(send_to_review(&cx, article, lang).await)?;
    if far == Far::Review {
        return Ok(());
    }
    let program = teller.cx();
    let may = may(&program).map_err(|_| Fault::new("demo: the program reads articles"))?;
    let found = whole(&may, article).await?.ok_or_else(|| Fault::new("demo: no such article"))?;
    let version = version_of(found.open(lang));
    done(publish(&teller.by(reader), article, lang, &version, Decision::Publish).await)
}

async fn new(
    teller: &Teller<'_>,
    author: &Actor,
    (slug, category, audience): (&str, &str, &str),
    product: Option<&str>,
) -> Result<Uuid, Fault> {
    let cx = teller.by(author);
    let all = categories(&cx).await?;
    let products = all_by_name(&cx).await?;
    let about = product.and_then(|product| products.iter().find(|(_, name)| name == product));
    let about = about.map(|(id, _)| id.to_string());
    let category = all.iter().find(|row| row.slug == category).map(|row| row.id.to_string()).unwrap_or_default();
    let input = SaveArticle {
        slug: slug.into(),
        category,
        kind: "article".into(),
        audience: audience.into(),
        source: Lang::En.tag().into(),
        form: if audience == "staff" { String::new() } else { "/licenses".into() },
        products: about.into_iter().collect(),
        ..SaveArticle::default()
    };
    done(save_article(&cx, None, &input).await)
}

async fn article_of(cx: &Cx, slug: &str) -> Result<Uuid, Fault> {
    let found = help_article::Entity::find().filter(help_article::Column::Slug.eq(slug)).one(cx.read()).await?;
    found.map(|row| row.id).ok_or_else(|| Fault::new("demo: an article of the program is missing"))
}

/// What the team wrote this week, and what readers say.
pub(super) async fn written(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let (sam, nadia, rin) = (&office.support, &office.nadia, &office.rin);
    let moved = new(teller, sam, ("aurora-keys-to-lantern-vault", "licenses", "public"), Some("Lantern Vault")).await?;
    let text = "Aurora Keys ends; Lantern Vault takes its place. Your license goes on, at no cost, until its day.\n\n1. Install Lantern Vault.\n2. Sign in with your account.\n3. Choose **Import from Aurora Keys**.\n\n> Until the cut-off you can use both.";
    write(teller, (sam, nadia), (moved, Lang::En), ("From Aurora Keys to Lantern Vault", text), Far::Published).await?;
    let text = "Aurora Keys は終了し、Lantern Vault に引き継がれます。ライセンスは期限まで無料で使えます。\n\n1. Lantern Vault をインストールします。\n2. アカウントでログインします。\n3. **Aurora Keys から取り込む** を選びます。\n\n> 切り替え日までは両方を使えます。";
    let title = "Aurora Keys から Lantern Vault への移行";
    write(teller, (rin, sam), (moved, Lang::Ja), (title, text), Far::Published).await?;
    // The Japanese text is older than what it translates; the Russian one waits to be read over.
    let text = "Aurora Keys ends on the day that the email names; Lantern Vault takes its place. Your license goes on, at no cost, until its own end.\n\n1. Install Lantern Vault.\n2. Sign in with your account.\n3. Choose **Import from Aurora Keys**.\n4. Check that everything is there, then remove Aurora Keys.\n\n> Until the cut-off you can use both.";
    write(teller, (sam, nadia), (moved, Lang::En), ("From Aurora Keys to Lantern Vault", text), Far::Published).await?;
    let text = "Aurora Keys заканчивает работу, его заменяет Lantern Vault. Лицензия действует бесплатно до конца своего срока.\n\n1. Установите Lantern Vault.\n2. Войдите в учётную запись.\n3. Выберите **Импорт из Aurora Keys**.\n4. Проверьте данные и удалите Aurora Keys.";
    let title = "Переход с Aurora Keys на Lantern Vault";
    write(teller, (nadia, sam), (moved, Lang::Ru), (title, text), Far::Review).await?;

    let phone = new(teller, nadia, ("calls-about-lost-codes", "staff", "staff"), None).await?;
    let text = "1. Ask for the order number and the address.\n2. Find the license and choose **Send code again**.\n3. Never read a code out on the phone.";
    write(teller, (nadia, sam), (phone, Lang::En), ("Calls about lost codes", text), Far::Published).await?;
    let draft = new(teller, sam, ("update-in-march", "start", "customers"), Some("Lantern")).await?;
    write(
        teller,
        (sam, nadia),
        (draft, Lang::En),
        ("The update in March", "What is new, and what to do first."),
        Far::Draft,
    )
    .await?;

    let program = teller.cx();
    answers(teller, article_of(&program, "no-seat-free").await?, (10, 7)).await?;
    answers(teller, article_of(&program, "add-a-license").await?, (18, 1)).await?;
    answers(teller, moved, (6, 1)).await?;
    let seats = article_of(&program, "no-seat-free").await?;
    for (account, lang, text) in [
        (who.carol, "en", "It says deactivate a device, but not which one is the old laptop."),
        (who.aiko, "en", "A picture of the button would help."),
    ] {
        let said = Comment { lang: lang.into(), reason: "missing".into(), comment: text.into(), ..Comment::default() };
        done(comment(&teller.of(account), seats, &said).await)?;
    }
    sought_in_vain(&program).await
}

/// Words that readers of several networks sought, and no article has.
async fn sought_in_vain(cx: &Cx) -> Result<(), Fault> {
    let count = cx.service::<MissedCount>()?;
    let all = [
        (Lang::En, "dark mode", 9),
        (Lang::En, "chromebook", 5),
        (Lang::Ja, "ダークモード", 6),
        (Lang::Ru, "темная тема", 4),
    ];
    for (lang, words, times) in all {
        for n in 0..times {
            // Each is another visitor of another search.
            let who = cx.app.keys.lookup("demo.missed", format!("{words}|{n}").as_bytes());
            count.count(0, &who, lang, words.to_owned());
        }
    }
    write_missed(cx).await?;
    Ok(())
}

/// So many say yes and no, each from a network of their own.
async fn answers(teller: &Teller<'_>, article: Uuid, (yes, no): (u8, u8)) -> Result<(), Fault> {
    for n in 0..yes + no {
        let agent = if n % 2 == 0 { DESK } else { PHONE };
        let visitor = Cx {
            network: Some(format!("192.0.2.{}", 100 + n)),
            agent: Some(agent.to_owned()),
            ..teller.cx().acting_as(Actor::Visitor)
        };
        done(vote(&visitor, article, Lang::En, n < yes).await)?;
    }
    Ok(())
}
