from django.urls import path

from welcome_ruhr.design import views

app_name = "design"
urlpatterns = [path("", views.show_gallery, name="gallery")]
