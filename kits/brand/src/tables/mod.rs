//! What is stored: the vendor's choices and pictures, never a person.

pub mod brand;
pub mod brand_picture;
