// Hands the settings in the address of this page, if there are any, to the element.
const take = () => {
  if (location.hash.startsWith('#clientele=')) document.querySelector('clientele-widget').settings = location.hash;
};
addEventListener('hashchange', take);
take();
