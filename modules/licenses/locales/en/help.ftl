### Who helps with a license, case by case (LIC-35), and what a license brings (LIC-33, LIC-34).

help-title = Get help with this license
help-which = What do you need help with?
help-other = Something else
help-lost-code = I’ve lost the activation code
help-lost-code-what = They can look the code up by the order.
help-block = The license was blocked by mistake
help-block-what = They know the payment and can ask us to look at the block again.
help-adding = The code can’t be added
help-adding-what = They can see which code belongs to your order, and exchange a wrong one.
help-top-up = The new code after a top-up didn’t arrive
help-top-up-what = They can see whether the new code was sent, and to which address.
help-delivery = An order or its delivery
help-delivery-what = They took the order, so they know where it is and can send it again.
help-documents = Closing documents: invoice, certificate of acceptance
help-documents-what = They issued the documents and can send them again.
help-purchase = Help with an order
help-purchase-text = Whoever sold it can help first. We’ll email you how to reach them.
brings-title = What this license includes
brings-seats = Devices
# $count (Number) - how many devices at once
# $number (String) - the same as it is written
brings-devices = { $count ->
    [one] { $number } device
   *[other] { $number } devices at once
}
brings-term = Term
brings-support = Standard support
brings-services = Further services
brings-account-some = Some features work only while the license is in an account.
brings-account-all = All features work only while the license is in an account.
