use crate::*;
use axum::http::{HeaderValue, header};
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore]
async fn serve() {
    let world = world(TestEngine::Sqlite).await;
    let admin = administrator(&world).await;
    let mut half = world.browser();
    member(&world, "sue@vendor.example", &[Role::Support, Role::Licensing]).await;
    let invited = gatehouse_staff::NewMember { password: None, totp_secret: None, ..new_member("new@vendor.example", &[Role::Lab]) };
    create_member(&world.cx(), invited).await.unwrap();
    let link = world.last_mail_to("new@vendor.example").await.link();
    let nofactor = gatehouse_staff::NewMember { totp_secret: None, ..new_member("half@vendor.example", &[Role::Lab]) };
    create_member(&world.cx(), nofactor).await.unwrap();
    give_password(&mut half, "half@vendor.example", PASSWORD).await;
    let cx = world.cx();
    for scopes in [vec!["orders:write".to_owned(), "licenses:read".to_owned()]] {
        gatehouse_staff::actions::create_api_key(&cx, gatehouse_staff::actions::NewApiKey { name: "Shop".into(), scopes, expires: "2027-01-31".into() }).await.unwrap();
    }
    for n in 0..3 {
        let tx = cx.begin().await.unwrap();
        let mut job = gatehouse_jobs::NewJob::new("test.nobody", serde_json::json!({ "thing": n }));
        job.max_attempts = 1;
        gatehouse_jobs::enqueue(&cx, &tx, job).await.unwrap();
        tx.commit().await.unwrap();
    }
    world.run_jobs().await;
    let full = format!("gh_staff={}", admin.cookie("gh_staff").unwrap());
    let half = format!("gh_staff={}", half.cookie("gh_staff").unwrap());
    std::fs::write("/tmp/staffgen/link", link).unwrap();
    for (port, cookie) in [(8191, full), (8192, half), (8193, String::new())] {
        let router = world.router.clone().layer(axum::middleware::from_fn(move |mut r: axum::extract::Request, next: axum::middleware::Next| {
            let cookie = cookie.clone();
            async move {
                if !cookie.is_empty() {
                    r.headers_mut().insert(header::COOKIE, HeaderValue::from_str(&cookie).unwrap());
                }
                next.run(r).await
            }
        }));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    }
    tokio::time::sleep(std::time::Duration::from_secs(900)).await;
}
