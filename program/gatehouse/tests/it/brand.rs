//! A vendor's brand, from Settings > Brand and from the operator's file, everywhere that a customer or colleague sees it.

use crate::modules;
use crate::routes::{clerk_in, member_in};
use axum::http::{Method, StatusCode, header};
use gatehouse_brand::{Brands, Chosen, store};
use gatehouse_core::{Lang, Role};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_testkit::{Answer, Browser, TestEngine, World, both_engines};
use image::{ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

const PAGE: &str = "/staff/settings/brand";

async fn world_with(engine: TestEngine, file: Chosen) -> World {
    World::with(engine, modules(), |parts| parts.services.put(Brands::of_file(file))).await
}

/// An administrator who has just proved that it is them.
async fn administrator(world: &World) -> Browser {
    clerk_in(world, world.browser()).await
}

/// The form as the page shows it, with some fields changed.
fn typed<'a>(page: &'a Answer, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let version = page.input("version").unwrap();
    let usual =
        [("version", version.as_str()), ("hue", "262"), ("chroma", "150"), ("radius", "soft"), ("theme", "auto")];
    let mut form: Vec<(&str, String)> = usual
        .into_iter()
        .filter(|(name, _)| !changed.iter().any(|(other, _)| other == name))
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    if !changed.iter().any(|(name, _)| *name == "first_language") {
        form.push(("first_language", "en".to_owned()));
        form.extend(["en", "ja", "ru"].map(|tag| ("languages", tag.to_owned())));
    }
    form.extend(changed.iter().map(|(name, value)| (*name, (*value).to_owned())));
    form
}

async fn send(browser: &mut Browser, changed: &[(&str, &str)]) -> Answer {
    let page = browser.get(PAGE).await.expect(StatusCode::OK);
    let form = typed(&page, changed);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(PAGE, &form).await
}

async fn upload(browser: &mut Browser, slot: &str, bytes: &[u8]) -> Answer {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"{slot}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
    let path = format!("{PAGE}/pictures/{slot}");
    browser.send(Method::POST, &path, Some("multipart/form-data; boundary=x"), body).await
}

fn png(width: u32, height: u32, color: [u8; 4]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbaImage::from_pixel(width, height, Rgba(color)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn count(world: &World, text: &str) -> i64 {
    let statement = Statement::from_string(world.app.db.backend(), text.to_owned());
    world.app.db.reader().query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn lines(world: &World) -> i64 {
    count(world, "select count(*) from audit where kind = 'brand.changed'").await
}

const VENDOR: [(&str, &str); 9] = [
    ("name", "Northwind Security"),
    ("color", "#6c44a4"),
    ("radius", "sharp"),
    ("help", "https://help.northwind.example"),
    ("privacy", "https://northwind.example/privacy"),
    ("sender", "Northwind Licenses"),
    ("address", "1 Harbour Road\r\nLondon"),
    ("first_language", "ja"),
    ("languages", "en"),
];

/// What a page of the vendor may not have of anybody else.
fn is_all_northwinds(page: &str, what: &str) {
    assert!(page.contains("Northwind Security"), "{what}: {page}");
    for other in ["Gatehouse", "favicon", "Русский", "#3465c8", "#2b57b5"] {
        assert!(!page.contains(other), "{what} has {other}: {page}");
    }
}

both_engines! {
    /// ALL-1, ALL-2, ALL-4
    async fn another_vendor_leaves_nothing_of_the_first_anywhere(world: World) {
        let mut admin = administrator(&world).await;
        send(&mut admin, &VENDOR).await.expect(StatusCode::SEE_OTHER);
        upload(&mut admin, "logo", &png(400, 100, [108, 68, 164, 255])).await.expect(StatusCode::SEE_OTHER);
        upload(&mut admin, "icon", &png(512, 512, [108, 68, 164, 255])).await.expect(StatusCode::SEE_OTHER);

        let mut visitor = world.browser().header("accept-language", "de, ru;q=0.8");
        for path in ["/sign-in", "/register", "/forgot-password", "/nowhere", "/staff/sign-in"] {
            let page = visitor.get(path).await.body;
            is_all_northwinds(&page, path);
            assert!(page.contains("<html lang=\"ja\""), "Japanese first: {path}");
            assert!(page.contains("/_brand/look-300-"), "{path}");
            assert!(page.contains("https://help.northwind.example"), "{path}");
            assert!(page.contains("rel=\"apple-touch-icon\""), "{path}");
            for address in page.split(['"', ' ']).filter(|word| word.starts_with("/_brand/")) {
                let file = visitor.get(address).await.expect(StatusCode::OK);
                assert_eq!(file.headers["x-content-type-options"], "nosniff");
                assert_eq!(file.headers["cross-origin-resource-policy"], "cross-origin", "{address}");
            }
        }
        let manifest = visitor.get("/_brand/site.webmanifest").await.json();
        assert_eq!(manifest["name"], "Northwind Security");
        assert_eq!(manifest["icons"].as_array().unwrap().len(), 4);
        visitor.get("/_brand/letter.svg").await.expect(StatusCode::OK);

        let form = [("email", "aiko@example.com"), ("password", "Rk7%wzq4-Beacon"), ("again", "Rk7%wzq4-Beacon")];
        visitor.post_as_human("/register", &form).await;
        let mail = world.last_mail_to("aiko@example.com").await;
        assert_eq!(mail.lang, "ja");
        is_all_northwinds(&mail.html, "the mail");
        for part in ["/_brand/", "role=\"article\"", "1 Harbour Road", "https://help.northwind.example"] {
            assert!(mail.html.contains(part), "{part}");
        }
        assert!(mail.text.contains("London") && !mail.text.contains("Gatehouse"), "{}", mail.text);
        let log = admin.get("/staff/audit").await.expect(StatusCode::OK).body;
        assert!(!log.contains("Gatehouse"), "{log}");
    }

    /// ALL-2
    async fn a_hue_without_enough_contrast_is_refused_with_the_nearest_that_has_it(world: World) {
        let mut admin = administrator(&world).await;
        let refused = send(&mut admin, &[("hue", "190"), ("chroma", "300")]).await;
        let page = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        let nearest = gatehouse_brand::Look { hue: 190, chroma: 300, ..Default::default() }.nearest_legible();
        assert!(page.contains(&format!("hue {}, strength {}", nearest.hue, nearest.chroma)), "{page}");
        assert_eq!((lines(&world).await, store::read(world.cx().read()).await.unwrap()), (0, store::Stored::default()));
        let (hue, chroma) = (nearest.hue.to_string(), nearest.chroma.to_string());
        send(&mut admin, &[("hue", &hue), ("chroma", &chroma)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(gatehouse_brand::of(&world.app).look.hue, nearest.hue);
    }

    /// ALL-2
    async fn a_preview_shows_what_was_typed_and_saves_nothing(world: World) {
        let mut admin = administrator(&world).await;
        let typed = [("name", "Aurora"), ("hue", "20"), ("act", "preview")];
        let page = send(&mut admin, &typed).await.expect(StatusCode::OK).body;
        assert!(page.contains("/_brand/preview-20-150-soft-1.css") && page.contains(">A</span><span>Aurora</span>"), "{page}");
        let sheet = admin.get("/_brand/preview-20-150-soft-1.css").await.expect(StatusCode::OK);
        assert_eq!(sheet.headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(gatehouse_brand::of(&world.app).name, "Gatehouse");
        assert_eq!(lines(&world).await, 0);
    }

    /// ALL-3, ALL-8
    async fn only_an_administrator_who_has_just_proved_it_changes_the_brand(world: World) {
        for role in [Role::Licensing, Role::Support] {
            let email = format!("{}@example.com", role.word());
            let mut member = member_in(&world, world.browser(), &email, role).await;
            member.get(PAGE).await.expect(StatusCode::FORBIDDEN);
            member.post(PAGE, &[("name", "Mine")]).await.expect(StatusCode::FORBIDDEN);
            upload(&mut member, "logo", &png(40, 40, [0; 4])).await.expect(StatusCode::FORBIDDEN);
        }
        let mut admin = administrator(&world).await;
        world.advance(11 * gatehouse_core::MINUTE);
        assert!(admin.get(PAGE).await.location().starts_with("/staff/step-up"));
        assert!(admin.post(PAGE, &[("name", "Mine")]).await.location().starts_with("/staff/step-up"));
        assert!(upload(&mut admin, "logo", &png(40, 40, [0; 4])).await.location().starts_with("/staff/step-up"));
        assert!(admin.post(&format!("{PAGE}/pictures/logo/remove"), &[]).await.location().starts_with("/staff/step-up"));
        assert_eq!((lines(&world).await, count(&world, "select count(*) from brand_picture").await), (0, 0));
    }

    /// ALL-3
    async fn every_change_is_a_line_and_an_older_page_overwrites_nothing(world: World) {
        let mut admin = administrator(&world).await;
        let older = admin.get(PAGE).await;
        send(&mut admin, &[("name", "Aurora"), ("shop", "https://shop.example")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(lines(&world).await, 2);
        let form = typed(&older, &[("name", "Boreas")]);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = admin.post(PAGE, &form).await.expect(StatusCode::CONFLICT).body;
        assert!(page.contains("Boreas"), "what was typed stays");
        assert_eq!((gatehouse_brand::of(&world.app).name.as_str(), lines(&world).await), ("Aurora", 2));
        let log = admin.get("/staff/audit").await.body;
        assert!(log.contains("Brand changed") && log.contains("https://shop.example"), "{log}");
    }

    /// ALL-2, ALL-9
    async fn what_is_no_picture_is_refused_and_not_stored(world: World) {
        let mut admin = administrator(&world).await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        let whole = png(64, 64, [1, 2, 3, 255]);
        let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
        upload(&mut admin, "logo", svg).await.expect(unprocessable);
        upload(&mut admin, "logo", b"").await.expect(unprocessable);
        upload(&mut admin, "logo", &whole[..40]).await.expect(unprocessable);
        upload(&mut admin, "icon", &png(16, 16, [0; 4])).await.expect(unprocessable);
        upload(&mut admin, "logo", &vec![0; (256 << 10) + 1]).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
        upload(&mut admin, "logo", &vec![0; 1 << 20]).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
        upload(&mut admin, "banner", &whole).await.expect(StatusCode::NOT_FOUND);
        let path = format!("{PAGE}/pictures/logo");
        admin.send(Method::POST, &path, Some("multipart/form-data; boundary=x"), vec![0; 50]).await.expect(StatusCode::BAD_REQUEST);
        admin.post(&path, &[("logo", "x")]).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!((lines(&world).await, count(&world, "select count(*) from brand_picture").await), (0, 0));
        upload(&mut admin, "logo", &whole).await.expect(StatusCode::SEE_OTHER);
        assert!(gatehouse_brand::of(&world.app).logo.is_some());
        admin.post(&format!("{path}/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(gatehouse_brand::of(&world.app).logo.is_none());
        assert_eq!(count(&world, "select count(*) from brand_picture").await, 1, "mails that were sent show it");
    }

    /// ALL-2
    async fn what_the_file_says_goes_before_the_console(world: World) {
        let file = Chosen { name: Some("Aurora".into()), hue: Some(20), ..Chosen::default() };
        let world = world_with(world.engine, file).await;
        let mut admin = administrator(&world).await;
        let page = admin.get(PAGE).await.expect(StatusCode::OK).body;
        assert_eq!(page.matches("Set in gatehouse.toml").count(), 3, "name, hue and strength: {page}");
        send(&mut admin, &[("name", "Boreas"), ("hue", "300"), ("shop", "https://shop.example")]).await.expect(StatusCode::SEE_OTHER);
        let brand = gatehouse_brand::of(&world.app);
        assert_eq!((brand.name.as_str(), brand.look.hue), ("Aurora", 20));
        let stored = store::read(world.cx().read()).await.unwrap().chosen;
        assert_eq!(stored, Chosen { shop: Some("https://shop.example".into()), ..Chosen::default() });
    }

    /// ALL-2
    async fn another_node_follows_and_an_error_page_needs_no_database(world: World) {
        let other = Brands::default();
        other.read(&world.cx()).await.unwrap();
        let mut admin = administrator(&world).await;
        send(&mut admin, &VENDOR).await.expect(StatusCode::SEE_OTHER);
        upload(&mut admin, "logo", &png(400, 100, [108, 68, 164, 255])).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(other.current().name, "Gatehouse");
        other.follow(&world.cx()).await.unwrap();
        assert_eq!(other.current(), gatehouse_brand::of(&world.app));
        assert_eq!(other.current().languages, [Lang::Ja, Lang::En]);
        let (en, ja) = ("There’s nothing at this address.", "このアドレスは存在しません。");
        for (asked, told) in [("ru", ja), ("de", ja), ("ru, en;q=0.5", en)] {
            let mut program = world.browser().header("accept-language", asked);
            let problem = program.get("/api/v1/nothing").await.expect(StatusCode::NOT_FOUND).json();
            assert_eq!(problem["detail"], told, "{asked}");
        }

        let logo = other.current().logo.clone().unwrap().path();
        world.app.db.clone().close().await.unwrap();
        let page = world.browser().get("/sign-in?email=x").await;
        is_all_northwinds(&page.body, "a page without a database");
        world.browser().get(&logo).await.expect(StatusCode::OK);
        world.browser().get("/_brand/00000000000000000000000000000000.png").await;
    }
}
