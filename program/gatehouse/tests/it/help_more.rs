//! The help center with the whole house around it: pictures by the worker, products of the catalog, the mail of a new request, and what a request's
//! question becomes.

use crate::routes::{clerk, member_in, person, signed_in};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_core::{Actor, Lang, Role, StaffActor, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use gatehouse_help::actions::publish::{Decision, publish};
use gatehouse_help::actions::save_article::{SaveArticle, save_article};
use gatehouse_help::actions::save_text::{SaveText, save_text, version_of};
use gatehouse_help::actions::send_to_review::send_to_review;
use gatehouse_help::model::words::Reader;
use gatehouse_help::queries::search::{search_about, suggested_about};
use gatehouse_help::queries::staff::{categories, whole};
use gatehouse_help::rights::may;
use gatehouse_help::tables::{help_article, help_picture};
use gatehouse_support::actions::open_request::{OpenRequest, open_request};
use gatehouse_testkit::{Answer, Browser, World, both_engines};
use image::{ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbaImage::from_pixel(width, height, Rgba([9, 99, 199, 255])).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn upload(browser: &mut Browser, article: Uuid, bytes: &[u8], alt: &str) -> Answer {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n{alt}\r\n--x\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
    let path = format!("/staff/help/{article}/pictures");
    browser.send(Method::POST, &path, Some("multipart/form-data; boundary=x"), body).await
}

fn writer(world: &World, number: u128) -> gatehouse_context::Cx {
    world.cx_as(Actor::Staff(StaffActor { id: Uuid::from_u128(number), roles: vec![Role::Support] }))
}

/// A new article for these readers, about these products.
async fn made(world: &World, slug: &str, audience: &str, products: &[Uuid]) -> Uuid {
    let category = categories(&world.cx()).await.unwrap()[0].id;
    let input = SaveArticle {
        slug: slug.into(),
        category: category.to_string(),
        kind: "article".into(),
        audience: audience.into(),
        source: "en".into(),
        products: products.iter().map(Uuid::to_string).collect(),
        versions: if products.is_empty() { String::new() } else { "12+".into() },
        ..SaveArticle::default()
    };
    save_article(&writer(world, 1), None, &input).await.unwrap()
}

/// One writes it, another one publishes it.
async fn published(world: &World, id: Uuid, title: &str, body: &str) {
    let typed = SaveText { title: title.into(), body: body.into(), ..SaveText::default() };
    save_text(&writer(world, 1), id, Lang::En, &typed).await.unwrap();
    send_to_review(&writer(world, 1), id, Lang::En).await.unwrap();
    let found = whole(&may(&world.cx()).unwrap(), id).await.unwrap().unwrap();
    let version = version_of(found.open(Lang::En));
    publish(&writer(world, 2), id, Lang::En, &version, Decision::Publish).await.unwrap();
}

async fn product(world: &World, code: &str) -> Uuid {
    let entry = ProductEntry { code: code.into(), name: code.to_uppercase(), ..ProductEntry::default() };
    product::create(&world.cx(), &entry).await.unwrap()
}

/// A question about the portal.
fn question(subject: &str) -> OpenRequest {
    OpenRequest {
        category: "portal".into(),
        subject: subject.into(),
        description: "My name is Test Person.".into(),
        fields: [("kind".to_owned(), "question".to_owned())].into(),
        ..OpenRequest::default()
    }
}

both_engines! {
    /// SUP-18, ALL-9
    async fn a_picture_is_seen_by_whoever_may_read_a_text_that_shows_it(world: World) {
        world.run_jobs().await;
        let id = made(&world, "with-a-picture", "customers", &[]).await;
        let mut team = member_in(&world, world.browser(), "desk@example.com", Role::Support).await;
        let page = upload(&mut team, id, &png(40, 30), " ").await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(page.contains("Say in words what the picture shows."), "{page}");
        upload(&mut team, id, b"<svg onload=alert(1)>", "A form").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        upload(&mut team, id, &png(40, 30), "A form").await.expect(StatusCode::SEE_OTHER);
        upload(&mut team, id, &png(40, 30), "A form").await.expect(StatusCode::SEE_OTHER);
        let rows = help_picture::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(rows.len(), 1, "the same once more changes nothing");
        let name = rows[0].name.clone();
        assert!(name.ends_with("-40x30.png"), "{name}");
        let page = team.get(&format!("/staff/help/{id}/pictures")).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("![A form]({name})")) && page.contains(&format!("/staff/help/picture/{name}")), "{page}");

        // Of a draft the team alone.
        let mut lab = member_in(&world, world.browser(), "lab@example.com", Role::Lab).await;
        upload(&mut lab, id, &png(40, 30), "A form").await.expect(StatusCode::FORBIDDEN);
        person(&world, "holder@example.com").await;
        let mut customer = signed_in(&world, "holder@example.com").await;
        let at = format!("/help/picture/{name}");
        lab.get(&format!("/staff{at}")).await.expect(StatusCode::OK);
        customer.get(&at).await.expect(StatusCode::NOT_FOUND);
        published(&world, id, "Zebras", &format!("Stripes.\n\n![A form]({name})")).await;
        customer.get(&at).await.expect(StatusCode::OK);
        world.browser().get(&at).await.expect(StatusCode::NOT_FOUND);
        let page = customer.get("/help/with-a-picture").await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("src=\"{at}\" alt=\"A form\" width=\"40\" height=\"30\"")), "{page}");
        for wrong in ["/help/picture/x.png", "/help/picture/..%2fetc", "/help/picture/0123456789abcdef0123456789abcdef-40x30.png"] {
            customer.get(wrong).await.expect(StatusCode::NOT_FOUND);
        }

        // It stays while a text shows it.
        let remove = format!("/staff/help/{id}/pictures/{}/remove", rows[0].id);
        team.post(&remove, &[]).await.expect(StatusCode::CONFLICT);
        published(&world, id, "Zebras", "Dots.").await;
        customer.get(&at).await.expect(StatusCode::NOT_FOUND);
        team.post(&remove, &[]).await.expect(StatusCode::SEE_OTHER);
        lab.get(&format!("/staff{at}")).await.expect(StatusCode::NOT_FOUND);
    }

    /// SUP-18
    async fn articles_about_the_product_come_first_and_those_about_others_not_at_all(world: World) {
        world.run_jobs().await;
        let (own, other) = (product(&world, "zebra").await, product(&world, "lion").await);
        for (slug, products) in [("stripes-of-none", &[][..]), ("stripes-of-zebra", &[own][..]), ("stripes-of-lion", &[other][..])] {
            let id = made(&world, slug, "public", products).await;
            published(&world, id, "Why are there stripes", "Stripes come from the installer.").await;
        }
        let secret = product(&world, "unicorn").await;
        made(&world, "stripes-of-unicorn", "public", &[secret]).await;
        let cx = world.cx();
        let slugs = |items: Vec<gatehouse_help::queries::reading::Item>| -> Vec<String> { items.into_iter().map(|item| item.slug).collect() };
        let found = slugs(suggested_about(&cx, Reader::Visitor, Lang::En, "why are there stripes", (Some(own), 3)).await.unwrap());
        assert_eq!(found.first().map(String::as_str), Some("stripes-of-zebra"), "{found:?}");
        assert!(found.contains(&"stripes-of-none".to_owned()) && !found.contains(&"stripes-of-lion".to_owned()), "{found:?}");
        let found = slugs(search_about(&cx, Reader::Visitor, Lang::En, "stripes", Some(other)).await.unwrap().items);
        assert_eq!(found, ["stripes-of-lion"]);
        let mut visitor = world.browser();
        let page = visitor.get("/help").await.expect(StatusCode::OK).body;
        assert!(page.contains("ZEBRA") && page.contains("LION") && !page.contains("UNICORN"), "{page}");
        let page = visitor.get(&format!("/help?product={own}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("Articles about ZEBRA") && page.contains("stripes-of-zebra") && !page.contains("stripes-of-lion"), "{page}");
        let page = visitor.get("/help/stripes-of-zebra").await.expect(StatusCode::OK).body;
        assert!(page.contains("ZEBRA · versions 12+"), "{page}");
        let page = visitor.get(&format!("/help?product={secret}")).await.expect(StatusCode::OK).body;
        assert!(!page.contains("UNICORN") && !page.contains("stripes-of-unicorn"), "{page}");
        let json = visitor.get(&format!("/help/suggested?q=why%20are%20there%20stripes&product={own}")).await.json();
        assert!(json[0]["href"].as_str().unwrap().ends_with("-stripes-of-zebra"), "{json}");
    }

    /// SUP-14
    async fn the_mail_of_a_new_request_has_what_may_answer_it(world: World) {
        world.run_jobs().await;
        let account = person(&world, "holder@example.com").await;
        let opened = open_request(&world.cx_of(account), None, &question("How do I renew my license")).await.unwrap();
        let mail = world.last_mail_to("holder@example.com").await;
        assert!(mail.kind == "support.opened" && mail.subject.contains(&opened.number.to_string()), "{mail:?}");
        for part in ["This may help right away", "/help/135-renewal", "choose “This solved it”"] {
            assert!(mail.text.contains(part) && mail.html.contains(part), "{part}: {}", mail.text);
        }
        // No page was asked for: the mail is queued with the request.
        open_request(&world.cx_of(account), None, &question("zzzz qqqq wwww")).await.unwrap();
        let mail = world.last_mail_to("holder@example.com").await;
        assert!(!mail.text.contains("This may help right away"), "{}", mail.text);
    }

    /// SUP-16, SUP-18
    async fn who_cannot_sign_in_is_shown_what_everybody_may_read(world: World) {
        world.run_jobs().await;
        for (slug, audience) in [("zebras-for-all", "public"), ("zebras-for-customers", "customers"), ("zebras-for-the-team", "staff")] {
            let id = made(&world, slug, audience, &[]).await;
            published(&world, id, "Zebras lose their stripes", "Stripes of zebras.").await;
        }
        let page = world.browser().get("/support?category=access&subject=zebras%20lose%20their%20stripes").await.expect(StatusCode::OK).body;
        assert!(page.contains("These articles may answer your question") && page.contains("-zebras-for-all"), "{page}");
        assert!(!page.contains("-zebras-for-customers") && !page.contains("-zebras-for-the-team"), "{page}");
        assert!(page.contains("data-suggest=\"/help/suggested\""), "{page}");
    }

    /// SUP-18, PRI-2
    async fn an_article_begins_with_the_question_of_a_request_and_nobodys_data(world: World) {
        world.run_jobs().await;
        let account = person(&world, "holder@example.com").await;
        let asked = question("Re: Test Person asks: installer of order 1234567 stops, holder@example.com");
        let opened = open_request(&world.cx_of(account), None, &asked).await.unwrap();
        let mut team = clerk(&world).await;
        let page = team.get(&format!("/staff/requests/{}", opened.id)).await.expect(StatusCode::OK).body;
        let to = format!("/staff/help/new?request={}", opened.id);
        assert!(page.contains(&to), "{page}");
        let page = team.get(&to).await.expect(StatusCode::OK).body;
        assert!(page.contains("This article starts from a request.") && page.contains(&opened.number.to_string()), "{page}");
        let category = categories(&world.cx()).await.unwrap()[0].id.to_string();
        let request = opened.id.to_string();
        let form = [("slug", "installer-stops"), ("category", category.as_str()), ("kind", "question"), ("audience", "public"), ("source", "en"), ("request", request.as_str())];
        let next = team.post("/staff/help/new", &form).await.expect(StatusCode::SEE_OTHER).location();
        let page = team.get(&next).await.expect(StatusCode::OK).body;
        assert!(page.contains("value=\"asks: installer of order stops\""), "{page}");
        for never in ["Test Person", "holder@example.com", "1234567"] {
            assert!(!page.contains(never), "{never}: {page}");
        }
        let made = help_article::Entity::find().filter(help_article::Column::Slug.eq("installer-stops"));
        assert!(made.one(world.app.db.reader()).await.unwrap().is_some());
        // Who may not read requests begins none from one.
        let mut marketing = member_in(&world, world.browser(), "news@example.com", Role::Marketing).await;
        marketing.get(&to).await.expect(StatusCode::FORBIDDEN);
        marketing.get("/staff/help/new").await.expect(StatusCode::OK);
    }
}
